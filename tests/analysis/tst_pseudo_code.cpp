// A strategy as code: each call of a run is at a line of it at every instant, and the line is the one that
// its last event means.
#include <QtTest>

#undef emit  // a keyword of Qt and a verb of the recorder

#include "core/analysis/marked_text.h"
#include "core/analysis/pseudo_code.h"
#include "core/scenario/random_scenario.h"
#include "core/scenario/scenario_file.h"
#include "core/strategy/catalogue.h"
#include "core/world/world.h"
#include "tests/support/run_tests.h"
#include "tests/support/story.h"

using namespace stampede;
using namespace std::chrono_literals;

static QString text(const Code& code)
{
    QString out;
    for (const CodeLine& line : code.lines)
        out += QString(2 * line.indent, ' ') + QString::fromStdString(unmarked(line.text)) + '\n';
    return out;
}

/// The lines that a call goes through, each once in a row.
static QStringList walk(const Scenario& s, CallId call)
{
    const RecordingPtr r = simulate(s);
    const Code code = code_for(s.strategy);
    const Trail trail = trail_of(*r, call);
    const CodeWalk walk(code, *r, trail);
    QStringList lines;
    for (std::uint32_t i : trail.own) {
        const int line = walk.at(r->events[i].at).line;
        if (line < 0) continue;
        const QString now = QString::fromStdString(unmarked(code.lines[std::size_t(line)].text)).trimmed();
        if (lines.isEmpty() || lines.back() != now) lines << now;
    }
    return lines;
}

/// Empty when every call of the run is, from its arrival to its end, at a line that has its last event with a
/// place.
static QString whatIsOutOfPlace(const Scenario& s)
{
    const RecordingPtr r = simulate(s);
    const Code code = code_for(s.strategy, s.instances.workers > 0);
    std::vector<CallId> calls;
    const auto add = [&](CallId call) {
        if (calls.size() < 400) calls.push_back(call);
    };
    const auto step = std::max<std::size_t>(1, r->requests.size() / 150);
    for (std::size_t n = 1; n <= r->requests.size(); n += step) add(CallId::request(std::uint32_t(n)));
    for (std::size_t n = 1; n <= std::min<std::size_t>(r->refreshes.size(), 150); ++n)
        add(CallId::refresh(std::uint32_t(n)));
    for (CallId call : calls) {
        const Trail trail = trail_of(*r, call);
        if (trail.own.empty()) continue;
        const EventKind first = r->events[trail.own.front()].what();
        if (first != EventKind::arrived && first != EventKind::refresh_began)
            continue;  // there from the start
        const CodeWalk walk(code, *r, trail);
        const Instant end = end_of(*r, trail);
        for (std::size_t i = 0; i < trail.own.size(); ++i) {
            const Event& e = r->events[trail.own[i]];
            if (e.at > end) break;
            const bool last_of_instant = i + 1 == trail.own.size() || r->events[trail.own[i + 1]].at != e.at;
            const QString here = QString("%1 %2 at %3 ms: ")
                                     .arg(call.is_refresh() ? "refresh" : "request")
                                     .arg(call.number())
                                     .arg(milliseconds(e.at.time_since_epoch())) +
                                 name(e.what());
            if (!has_no_place(e.what()) && std::none_of(code.lines.begin(), code.lines.end(),
                                                        [&](const CodeLine& l) { return l.has(e); }))
                return here + " has no line in\n" + text(code);
            const CodeWalk::Place place = walk.at(e.at);
            if (place.line < 0) return here + ": no line is lit in\n" + text(code);
            if (last_of_instant && !has_no_place(e.what()) && e.at < end &&
                !code.lines[std::size_t(place.line)].has(e))
                return here + ": lit is " + QString::fromStdString(code.lines[std::size_t(place.line)].text);
        }
    }
    return {};
}

class tst_PseudoCode : public QObject {
    Q_OBJECT

private slots:
    void lockingReadsLikeTheText();
    void xfetchReadsLikeTheText();
    void aWaiterWalksFromTheLookToTheWait();
    void theHolderWalksThroughLoadAndRelease();
    void afterItsAnswerTheBackgroundRefreshIsLit();
    void nothingIsLitBeforeTheArrival();
    void mistakesShow_data();
    void mistakesShow();
    void everyCallIsSomewhere_data();
    void everyCallIsSomewhere();
    void composedPointsHaveCodeOfTheirOwn();
};

void tst_PseudoCode::lockingReadsLikeTheText()
{
    QCOMPARE(text(code_for(find_strategy("locking")->spec)),
             QString("value = cache.get(key)\n"
                     "if value: return value\n"
                     "token = unique()\n"
                     "if cache.set(lock, token, nx, px=10s):\n"
                     "  if it has come meanwhile: return it\n"
                     "  try:  value = database.load(key)\n"
                     "        cache.set(key, value, ttl)\n"
                     "  finally: release_if_owner(lock, token)\n"
                     "  return value\n"
                     "else:\n"
                     "  look every 50 ms until it is there\n"
                     "  or after 5 s: load it ourselves\n"
                     "  return value\n"));
}

void tst_PseudoCode::xfetchReadsLikeTheText()
{
    QCOMPARE(text(code_for(find_strategy("xfetch")->spec)), QString("value, delta, expiry = cache.read(key)\n"
                                                                    "if no value:\n"
                                                                    "  value = database.load(key)\n"
                                                                    "  cache.write(key, value, load_time)\n"
                                                                    "  return value\n"
                                                                    "early = −delta · beta · ln(random())\n"
                                                                    "if now + early ≥ expiry:\n"
                                                                    "  in background:\n"
                                                                    "    value = database.load(key)\n"
                                                                    "    cache.write(key, value, load_time)\n"
                                                                    "return value\n"));
}

void tst_PseudoCode::aWaiterWalksFromTheLookToTheWait()
{
    QCOMPARE(walk(test::product_page("locking", 100), CallId::request(42)),
             QStringList({"value = cache.get(key)", "if cache.set(lock, token, nx, px=10s):",
                          "look every 50 ms until it is there", "return value"}));
}

void tst_PseudoCode::theHolderWalksThroughLoadAndRelease()
{
    QCOMPARE(walk(test::product_page("locking", 100), CallId::request(1)),
             QStringList({"value = cache.get(key)",
                          "if cache.set(lock, token, nx, px=10s):", "if it has come meanwhile: return it",
                          "try:  value = database.load(key)", "cache.set(key, value, ttl)",
                          "finally: release_if_owner(lock, token)", "return value"}));
}

void tst_PseudoCode::afterItsAnswerTheBackgroundRefreshIsLit()
{
    const Scenario s = test::product_page("stale-while-revalidate", 10);
    const RecordingPtr r = simulate(s);
    const auto started = std::find_if(r->refreshes.begin(), r->refreshes.end(),
                                      [](const CallFacts& c) { return c.parent.is_request(); });
    QVERIFY(started != r->refreshes.end());
    const Code code = code_for(s.strategy);
    const CodeWalk walk(code, *r, trail_of(*r, started->parent));
    const CodeWalk::Place loading = walk.at(Instant(50ms)), after = walk.at(Instant(400ms));
    QVERIFY(loading.in_background);
    QCOMPARE(unmarked(code.lines[std::size_t(loading.line)].text), std::string("value = database.load(key)"));
    QVERIFY(after.over);
    QCOMPARE(unmarked(code.lines[std::size_t(after.line)].text), std::string("return value"));
    QVERIFY(walk.passed(Instant(50ms))[std::size_t(loading.line)]);
}

void tst_PseudoCode::nothingIsLitBeforeTheArrival()
{
    const Scenario s = test::product_page("locking", 100);
    const RecordingPtr r = simulate(s);
    const CodeWalk walk(code_for(s.strategy), *r, trail_of(*r, CallId::request(42)));
    QCOMPARE(walk.at(Instant(0ms)).line, -1);
    QVERIFY(walk.at(Instant(2ms)).line >= 0);
}

void tst_PseudoCode::mistakesShow_data()
{
    QTest::addColumn<QString>("mistake");
    for (Mistake m : all_mistakes())
        if (m != Mistake::refresh_without_dedupe)
            QTest::newRow(to_text(m).c_str()) << QString::fromStdString(to_text(m));
}

void tst_PseudoCode::mistakesShow()
{
    QFETCH(QString, mistake);
    StrategySpec spec = find_strategy("locking")->spec;
    const QString right = text(code_for(spec));
    spec.options.mistakes = {*parse_mistake(mistake.toStdString())};
    QVERIFY(text(code_for(spec)) != right);
}

void tst_PseudoCode::everyCallIsSomewhere_data()
{
    QTest::addColumn<QString>("preset");
    QTest::addColumn<QString>("strategy");
    for (const char* preset : {"product-page", "hot-page", "facebook-lease", "cascade", "stale-timeline"})
        for (const NamedStrategy& s : catalogue())
            QTest::addRow("%s, %s", preset, s.id.c_str()) << preset << QString::fromStdString(s.id);
}

void tst_PseudoCode::everyCallIsSomewhere()
{
    QFETCH(QString, preset);
    QFETCH(QString, strategy);
    const QString wrong =
        whatIsOutOfPlace(load_scenario(preset.toStdString(), {strategy.toStdString(), {}, {}, {}}));
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

/// Answers, options, mistakes and faults drawn by lot.
void tst_PseudoCode::composedPointsHaveCodeOfTheirOwn()
{
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
        const Scenario s = random_scenario(seed);
        const QString wrong = whatIsOutOfPlace(s);
        QVERIFY2(wrong.isEmpty(), qPrintable(QString("seed %1, %2 / %3 / %4\n")
                                                 .arg(seed)
                                                 .arg(QString::fromStdString(to_text(s.strategy.when)),
                                                      QString::fromStdString(to_text(s.strategy.who)),
                                                      QString::fromStdString(to_text(s.strategy.meanwhile))) +
                                             wrong));
    }
}

STAMPEDE_TESTS(tst_PseudoCode, an_event_loop)
#include "tst_pseudo_code.moc"
