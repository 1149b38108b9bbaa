// Every number that a text of the project says (interview, lessons, guide, glossary, challenges, presets,
// documents) has a source in figures.txt, and what comes from a run is held against the run.

#include <QtTest>

#include "core/analysis/validation.h"
#include "core/learn/challenges.h"
#include "core/learn/glossary.h"
#include "core/learn/guide.h"
#include "core/learn/interview.h"
#include "core/lesson/lesson_file.h"
#include "core/lesson/references.h"
#include "core/runtime/input_error.h"
#include "core/strategy/when.h"
#include "tests/support/paths.h"
#include "tests/support/run_tests.h"

#include <cmath>
#include <map>

using namespace stampede;

namespace {

constexpr auto noUnit = 0.0;

QString read(const QString& path)
{
    QFile file(QString::fromStdString(std::string(test::source_folder())) + '/' + path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

// ---- what a text says
// -----------------------------------------------------------------------------------------

/// A number as it stands in a text.
struct Said {
    QString number;  ///< "1 338", "half"
    double value = 0;
    double step = 1;       ///< half of it may be rounded away
    double unit = noUnit;  ///< milliseconds in the unit behind it, if that is one of time
    QString around;        ///< for messages
};

const std::map<QString, double>& numberWords()
{
    static const std::map<QString, double> words = [] {
        std::map<QString, double> all{{"half", 0.5},     {"quarter", 0.25},  {"twice", 2},
                                      {"dozen", 12},     {"dozens", 12},     {"hundred", 100},
                                      {"hundreds", 100}, {"thousand", 1000}, {"thousands", 1000},
                                      {"million", 1e6},  {"one", 1}};
        double n = 1;
        for (const char* word :
             {"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
              "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"})
            all[word] = ++n;
        for (const char* word : {"thirty", "forty", "fifty", "sixty"}) all[word] = n += 10;
        return all;
    }();
    return words;
}

double unitBehind(const QString& rest)
{
    static const QRegularExpression unit(
        QString("^[ \u202f\u00a0]?(?:a |an )?(ms|s|min|h|milliseconds?|seconds?|minutes?|hours?)(?![\\w])"));
    const QString word = unit.match(rest).captured(1);
    if (word.isEmpty()) return noUnit;
    if (word.startsWith("ms") || word.startsWith("mil")) return 1;
    return word.startsWith('h') ? 3600e3 : word.startsWith("mi") ? 60e3 : 1e3;
}

/// What is no prose: code, references, targets of links, comments, numbers of headings and lists.
QString prose(QString text)
{
    static const QRegularExpression comment("<!--.*?-->", QRegularExpression::DotMatchesEverythingOption),
        fence("```.*?```", QRegularExpression::DotMatchesEverythingOption),
        block("^    .*$", QRegularExpression::MultilineOption), code("`[^`]*`"),
        written(R"(\{\{=\s*(.*?)\s*\}\})"), reference(R"(\{\{.*?\}\})"), target(R"(\]\([^)]*\))"),
        listed(R"(^(#+ )?\d+\. )", QRegularExpression::MultilineOption);
    return text.remove(comment)
        .remove(fence)
        .remove(block)
        .replace(code, "`")
        .replace(written, "\\1")
        .replace(reference, "{}")
        .replace(target, "]")
        .remove(listed);
}

std::vector<Said> numbersOf(const QString& text)
{
    static const QRegularExpression pattern = [] {
        QStringList words;
        for (const auto& [word, value] : numberWords())
            if (word != "one") words += word;
        return QRegularExpression(
            QString("(?<![\\w.])((?:\\d{1,3}(?:[ "
                    "\u202f\u00a0]\\d{3})+(?!\\d)|\\d+)(?:\\.\\d+)?)|(?<![\\w-])(?:(%1)(?!\\w)"
                    "|(one)(?= (?:query|load|command)\\b))")
                .arg(words.join('|')),
            QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    }();
    const QString plain = prose(text);
    std::vector<Said> all;
    for (auto each = pattern.globalMatch(plain); each.hasNext();) {
        const auto match = each.next();
        Said said;
        said.number = match.captured();
        QString digits = said.number;
        digits.remove(QRegularExpression("[ \u202f\u00a0]"));
        bool isDigits = false;
        said.value = digits.toDouble(&isDigits);
        if (!isDigits) said.value = numberWords().at(said.number.toLower());
        const auto point = digits.indexOf('.');
        said.step = !isDigits   ? said.value * 0.1
                    : point < 0 ? 1
                                : std::pow(10.0, -double(digits.size() - point - 1));
        said.unit = unitBehind(plain.mid(match.capturedEnd()));
        said.around = plain.mid(std::max<qsizetype>(0, match.capturedStart() - 30), 70).replace('\n', ' ');
        all.push_back(said);
    }
    return all;
}

struct Text {
    QString id;
    QString words;
    std::map<std::string, LessonRun, std::less<>> runs;
};

/// A run under its name, for measuring.
LessonRun runOf(const std::string& name, const Scenario& scenario)
{
    LessonRun run;
    run.name = name;
    run.scenario = scenario;
    return run;
}

void addLearn(std::vector<Text>& all)
{
    const auto join = [](std::initializer_list<std::vector<std::string>> lists) {
        QStringList words;
        for (const auto& list : lists)
            for (const std::string& text : list) words += QString::fromStdString(text);
        return words.join('\n');
    };
    for (const Preset& p : presets())
        all.push_back({"preset " + QString::fromStdString(p.id),
                       QString::fromStdString(p.about),
                       {{"self", runOf("self", load_scenario(p.id))}}});
    for (const GuideFork& f : guide().forks) {
        std::vector<std::string> words{f.question};
        for (const GuideFork::Answer& a : f.answers) words.insert(words.end(), {a.answer, a.about});
        all.push_back({"fork " + QString::fromStdString(f.id), join({words}), {}});
    }
    for (const GuideLeaf& l : guide().leaves)
        all.push_back({"leaf " + QString::fromStdString(l.id),
                       join({{l.in_short}, l.use, l.avoid, {l.production}}),
                       {}});
    for (const InWords& w : guide().comparison)
        all.push_back({"words " + QString::fromStdString(w.strategy),
                       join({{w.latency, w.complexity, w.consistency, w.best_for}}),
                       {}});
    for (const Term& t : glossary())
        all.push_back({"term " + QString::fromStdString(t.id), join({{t.is}}), {}});
    for (const Challenge& c : challenges())
        all.push_back({"challenge " + QString::fromStdString(c.id),
                       join({{c.title, c.goal, c.hint, c.par_says}}),
                       {{"start", runOf("start", c.start)}, {"par", runOf("par", c.par)}}});
    for (const InterviewQuestion& q : interview().questions) {
        Text text{"question " + QString::fromStdString(q.id), QString::fromStdString(q.question), {}};
        for (const AnswerPoint& point : q.points) text.words += '\n' + QString::fromStdString(point.say);
        for (const LessonRun& run : interview().book.runs) text.runs.emplace(run.name, run);
        all.push_back(text);
    }
}

void addLessons(std::vector<Text>& all)
{
    for (const Lesson& lesson : lessons())
        for (std::size_t i = 0; i < lesson.steps.size(); ++i) {
            const LessonStep& s = lesson.steps[i];
            std::vector<std::string> words{s.title, s.say};
            if (s.ask) {
                words.push_back(s.ask->question);
                if (const auto* choices = std::get_if<Choices>(&s.ask->answer))
                    for (const Choice& c : *choices)
                        if (c.right) words.push_back(c.text);
            }
            if (s.reveal) words.push_back(s.reveal->say);
            if (s.check) words.push_back(s.check->goal);
            Text text{QString("step %1 %2").arg(QString::fromStdString(lesson.id)).arg(i + 1), {}, {}};
            for (const std::string& word : words) text.words += QString::fromStdString(word) + '\n';
            for (const LessonRun& run : lesson.runs) text.runs.emplace(run.name, run);
            if (s.check) text.runs.emplace("par", runOf("par", s.check->par));
            all.push_back(text);
        }
}

void addDocuments(std::vector<Text>& all)
{
    static const QRegularExpression heading("^(?=#+ )", QRegularExpression::MultilineOption);
    for (const char* path : {"docs/errata.md", "docs/theory.md", "docs/tour.md", "docs/lessons.md",
                             "README.md", "docs/decisions/0001-what-a-run-means.md"})
        for (const QString& part : read(path).split(heading, Qt::SkipEmptyParts)) {
            QString title = part.section('\n', 0, 0);
            title.remove(QRegularExpression("^#+ *"));
            all.push_back({QString(path) + " " + title, part, {}});
        }
}

const std::vector<Text>& allTexts()
{
    static const std::vector<Text> texts = [] {
        std::vector<Text> all;
        addLearn(all);
        addLessons(all);
        addDocuments(all);
        return all;
    }();
    return texts;
}

// ---- what figures.txt says of it
// ------------------------------------------------------------------------------

struct Sources {
    std::map<std::string, LessonRun, std::less<>> runs;
    std::vector<std::pair<QString, QString>> figures;  ///< the number as the text says it, and its source
};

/// "product-page --strategy none --set cache.ttl=1s"
LessonRun parseRun(const std::string& name, const QStringList& words)
{
    StrategyChoice choice;
    std::vector<Override> set;
    for (qsizetype i = 1; i + 1 < words.size(); i += 2) {
        const std::string value = words[i + 1].toStdString();
        if (words[i] == "--strategy") choice.name = value;
        if (words[i] == "--when") choice.when = value;
        if (words[i] == "--who") choice.who = value;
        if (words[i] == "--meanwhile") choice.meanwhile = value;
        if (words[i] == "--set") set.push_back(parse_override(value));
    }
    return runOf(name, load_scenario(words.value(0).toStdString(), choice, set));
}

/// The file: "== TEXT" begins a text, "run NAME = SCENARIO OPTIONS" names a run, "NUMBER<tab>SOURCE" is a
/// figure.
const std::map<QString, Sources>& allSources()
{
    static const std::map<QString, Sources> sources = [] {
        std::map<QString, Sources> all;
        Sources* at = nullptr;
        for (const QString& line : read("tests/learn/figures.txt").split('\n')) {
            if (line.isEmpty() || line.startsWith('#')) continue;
            if (line.startsWith("== ")) {
                at = &all[line.mid(3)];
            } else if (line.startsWith("run ")) {
                const QString name = line.mid(4).section(" = ", 0, 0);
                at->runs.emplace(name.toStdString(),
                                 parseRun(name.toStdString(), line.section(" = ", 1).split(' ')));
            } else {
                at->figures.emplace_back(line.section('\t', 0, 0), line.section('\t', 1).trimmed());
            }
        }
        return all;
    }();
    return sources;
}

/// Runs are made when a source first asks for them; equal ones once.
const MeasuredRun& measured(const LessonRun& run)
{
    static std::map<std::string, MeasuredRun> made;
    const auto [at, is_new] = made.try_emplace(to_json(run.scenario));
    if (is_new) at->second = measure_run(run);
    return at->second;
}

/// Works a source out: terms joined by + - * /, from left to right.
class Worth {
public:
    Worth(const Text& text, const Sources& sources) : text_(text), sources_(sources) {}

    Figure of(const QString& expression)
    {
        const QStringList words = expression.split(' ', Qt::SkipEmptyParts);
        Figure all = term(words.value(0));
        for (qsizetype i = 1; i + 1 < words.size(); i += 2) {
            const Figure next = term(words[i + 1]);
            const char op = words[i].front().toLatin1();
            all.value = op == '+'   ? all.value + next.value
                        : op == '-' ? all.value - next.value
                        : op == '*' ? all.value * next.value
                                    : all.value / next.value;
            if (op == '/' && next.unit == all.unit) all.unit = Unit::none;
            if (all.unit == Unit::none && op != '/') all.unit = next.unit;
        }
        return all;
    }

private:
    Figure term(const QString& word)
    {
        bool plain = false;
        const double number = word.toDouble(&plain);
        if (plain) return {number, Unit::none, {}};
        if (word.startsWith("power(")) return power(word.mid(6).chopped(1).split(','));
        if (word.startsWith("validate(")) return validated(word.mid(9).chopped(1).split(','));
        const std::string reference = word.toStdString();
        MeasuredRuns runs;
        for (const std::string& name : runs_of(reference)) {
            const bool own = sources_.runs.contains(name);
            if (!own && !text_.runs.contains(name)) throw InputError("no run is called " + name);
            runs.emplace(name, measured((own ? sources_.runs : text_.runs).find(name)->second));
        }
        return resolve(reference, runs);
    }

    /// power(30,60,2): the chance of the power formula, 30 s before the expiry of a ttl of 60 s, with β 2.
    static Figure power(const QStringList& of)
    {
        When when;
        when.kind = When::Kind::power;
        when.beta = of.value(2).toDouble();
        const auto seconds = [](const QString& n) { return Duration(std::llround(n.toDouble() * 1e9)); };
        return {100 * refresh_probability(when, seconds(of.value(0)), seconds(of.value(1)), Duration(1)),
                Unit::percent,
                {}};
    }

    /// validate(ID,VARIANT,WHAT): what theory or a publication expects there.
    static Figure validated(const QStringList& of)
    {
        for (const Experiment& e : all_experiments())
            for (const ExpectedFigure& f : e.figures)
                if (QString::fromStdString(e.id) == of.value(0) &&
                    QString::fromStdString(e.variant).contains(QString(of.value(1)).replace('_', ' ')) &&
                    QString::fromStdString(f.what) == QString(of.value(2)).replace('_', ' '))
                    return {f.expected, Unit::none, {}};
        throw InputError("nothing is expected of " + of.join(',').toStdString());
    }

    const Text& text_;
    const Sources& sources_;
};

/// Whether the number agrees with what its source comes to; else why not.
QString disagreement(const Said& said, QString source, Worth worth)
{
    if (source.startsWith("given ") || source == "named") return {};
    const QChar how = source.front();
    const bool bound = how == '~' || how == '>' || how == '<';
    if (bound) source = source.mid(1).trimmed();
    const Figure truth = worth.of(source);
    const double unit = truth.unit == Unit::milliseconds ? (said.unit == noUnit ? 1 : said.unit) : 1;
    const double value = said.value * unit, slack = said.step * unit / 2 * (1 + 1e-9);
    const bool agrees = how == '>'   ? truth.value > value
                        : how == '<' ? truth.value <= value
                        : how == '~' ? std::abs(truth.value - value) <= 0.2 * std::abs(value)
                                     : std::abs(truth.value - value) <= slack;
    if (agrees) return {};
    return QString("%1 is said, and %2 comes to %3: … %4 …")
        .arg(said.number, source, QString::number(truth.value), said.around);
}

}  // namespace

class tst_FiguresOfTexts : public QObject {
    Q_OBJECT

private slots:
    void numbersAreFoundInTheirFormsAndCodeIsNone();
    void everyNumberHasASourceAndIsTrue_data();
    void everyNumberHasASourceAndIsTrue();
    void noSourceIsLeftOver();
    void whatIsNotTrueIsFound();
};

void tst_FiguresOfTexts::numbersAreFoundInTheirFormsAndCodeIsNone()
{
    QStringList found;
    for (const Said& s :
         numbersOf("1 338 of `7` in 19.6 s, p99 {{a.metrics.b}} half; 30, 60 and one query [x](y 5)"))
        found += s.number;
    QCOMPARE(found, (QStringList{"1 338", "19.6", "half", "30", "60", "one"}));
}

void tst_FiguresOfTexts::everyNumberHasASourceAndIsTrue_data()
{
    QTest::addColumn<std::size_t>("index");
    for (std::size_t i = 0; i < allTexts().size(); ++i)
        if (allSources().contains(allTexts()[i].id) || !numbersOf(allTexts()[i].words).empty())
            QTest::newRow(qPrintable(allTexts()[i].id)) << i;
}

void tst_FiguresOfTexts::everyNumberHasASourceAndIsTrue()
{
    QFETCH(std::size_t, index);
    const Text& text = allTexts()[index];
    const auto found = allSources().find(text.id);
    const Sources sources = found == allSources().end() ? Sources() : found->second;
    const std::vector<Said> said = numbersOf(text.words);
    QStringList wrong;
    for (std::size_t i = 0; i < std::max(said.size(), sources.figures.size()); ++i) {
        if (i >= said.size()) {
            wrong += "no longer said: " + sources.figures[i].first;
            break;
        }
        if (i >= sources.figures.size() || sources.figures[i].first != said[i].number) {
            wrong += QString("has no source in tests/learn/figures.txt: %1, in … %2 …")
                         .arg(said[i].number, said[i].around);
            break;
        }
        try {
            const QString why = disagreement(said[i], sources.figures[i].second, Worth(text, sources));
            if (!why.isEmpty()) wrong += why;
        } catch (const InputError& e) {
            wrong += said[i].number + ": " + QString::fromUtf8(e.what());
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable("\n  " + wrong.join("\n  ")));
}

void tst_FiguresOfTexts::noSourceIsLeftOver()
{
    for (const auto& [id, sources] : allSources())
        QVERIFY2(std::any_of(allTexts().begin(), allTexts().end(), [&](const Text& t) { return t.id == id; }),
                 qPrintable(id + " is no text"));
}

void tst_FiguresOfTexts::whatIsNotTrueIsFound()
{
    const Text text{"a text", "17 loads", {{"self", runOf("self", load_scenario("check-then-set-gap"))}}};
    const Said said = numbersOf(text.words).front();
    const Sources none;
    const Worth worth(text, none);
    QVERIFY(disagreement(said, "self.metrics.database.queries", worth).contains("comes to 3"));
    QVERIFY(disagreement(said, "> self.metrics.database.queries", worth).contains("comes to 3"));
    QCOMPARE(disagreement(said, "< self.metrics.database.queries", worth), QString());
    QCOMPARE(disagreement(said, "self.metrics.database.queries * 6 - 1", worth), QString());
}

STAMPEDE_TESTS(tst_FiguresOfTexts, nothing)
#include "tst_figures_of_texts.moc"
