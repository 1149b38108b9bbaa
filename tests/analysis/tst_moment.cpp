// What the story strip says: one sentence for any instant, true of it, with the owners' numbers.
#include <QtTest>

#undef emit  // a keyword of Qt and a verb of the recorder

#include "core/analysis/faults.h"
#include "core/analysis/marked_text.h"
#include "core/analysis/metrics_json.h"
#include "core/analysis/moment.h"
#include "core/analysis/now.h"
#include "core/analysis/quantity.h"
#include "core/analysis/reading.h"
#include "core/scenario/random_scenario.h"
#include "core/scenario/scenario_file.h"
#include "core/strategy/catalogue.h"
#include "core/world/world.h"
#include "tests/support/run_tests.h"
#include "tests/support/story.h"

#include <random>

using namespace stampede;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t most_events = 150'000;  ///< longer runs only take longer

/// A run with all that is told of it.
struct ToldRun {
    Scenario scenario;
    RecordingPtr recording;
    Timeline timeline;
    Standing standing;
    Figures figures;

    explicit ToldRun(Scenario s)
        : scenario(std::move(s)), recording(simulate(scenario)), timeline(build_timeline(*recording)),
          standing(build_standing(*recording, timeline, true)), figures(*recording)
    {
    }
    Moment at(Instant t) const { return moment_at({*recording, scenario, timeline, standing}, figures, t); }
    QString said(Instant t) const { return QString::fromStdString(unmarked(at(t).text)); }
};

/// The numbers of one sentence: each is a quantity, has one value, and is the metric's where it is one.
class Numbers final : public ReadingLog {
public:
    explicit Numbers(const ToldRun& run) : run_(run) { current() = this; }
    ~Numbers() override { current() = nullptr; }

    void take(std::string_view quantity, double value, const Where& where, std::string_view text) override
    {
        texts_.emplace_back(text);
        if (!find_quantity(quantity)) complaints += "no quantity: " + QString::fromUtf8(quantity.data());
        const auto key = std::pair(std::string(quantity), where.subject);
        const auto [known, is_new] = values_.try_emplace(key, value);
        if (!is_new && known->second != value) complaints += QString::fromStdString(key.first) + " twice";
        const auto paths = metric_paths();
        if (where.subject != -1 || std::find(paths.begin(), paths.end(), quantity) == paths.end()) return;
        const Instant until = where.until >= run_.recording->end ? never : where.until;
        if (std::abs(metric(measure(*run_.recording, until), quantity) - value) > 1e-6)
            complaints += QString::fromStdString(key.first) + " is not what measure() counts";
    }
    void take_other(std::string_view text) override { texts_.emplace_back(text); }

    /// Digits in it that nobody has told.
    QString untold(QString text) const
    {
        std::vector<std::string> longest_first = texts_;
        std::sort(longest_first.begin(), longest_first.end(),
                  [](const auto& a, const auto& b) { return a.size() > b.size(); });
        for (const std::string& t : longest_first) text.replace(QString::fromStdString(t), "·");
        return text.contains(QRegularExpression("[0-9]")) ? text : QString();
    }

    QStringList complaints;

private:
    const ToldRun& run_;
    std::map<std::pair<std::string, std::int64_t>, double> values_;
    std::vector<std::string> texts_;
};

/// What the situation claims, looked up elsewhere.
QString contradiction(const ToldRun& run, const Moment& m, Instant t)
{
    const FiguresAt f = run.figures.at(t);
    const std::uint32_t key = run.timeline.busiest_key;
    const LoadsNow loads = loads_now(run.timeline, t);
    const bool one_key = run.timeline.keys.size() == 1;
    const auto state = run.timeline.entry_at(key, t).state;
    const auto claim = [&](bool holds, const char* what) { return holds ? QString() : QString(what); };
    switch (m.situation) {
    case Situation::silence: return claim(f.requests == 0, "somebody has asked");
    case Situation::holder_dead:
        return claim(
            !run.timeline.instance_at(run.recording->call(run.timeline.lock_at(key, t)->holder).instance, t)
                 .alive,
            "the holder lives");
    case Situation::lock_lost: {
        const auto bands = run.timeline.locks.of(key);
        return claim(std::any_of(bands.begin(), bands.end(),
                                 [&](const LockBand& b) {
                                     return m.cause && b.holder == m.cause->call && b.until == m.cause->at &&
                                            b.how != LockEnd::released && t < b.believed_until;
                                 }),
                     "no lock is lost");
    }
    case Situation::herd:
        return claim(loads.all() > 1 && run.scenario.strategy.who == Who::everyone, "there is no herd");
    case Situation::one_loads: return claim(loads.all() > 0, "nobody loads");
    case Situation::refreshed:
        return claim(loads.all() > 0 && (!one_key || state != EntryState::absent), "nothing is refreshed");
    case Situation::found_late:
        return claim(state == EntryState::fresh && f.waiting > 0, "nobody waits, or for nothing");
    case Situation::nobody_loads:
        return claim((f.waiting > 0 || run.timeline.lock_at(key, t)) && loads.all() == 0, "somebody loads");
    case Situation::over:
        return claim(f.requests == run.recording->requests.size() && f.open == 0, "it is not over");
    case Situation::served:
        return claim(loads.all() == 0 && (!one_key || state != EntryState::absent), "nothing is served");
    case Situation::empty: return claim(state == EntryState::absent || !one_key, "the entry is there");
    default: return {};
    }
}

void check(const ToldRun& run, Instant t)
{
    Numbers numbers(run);
    const Moment m = run.at(t);
    const QString text = QString::fromStdString(unmarked(m.text));
    const QByteArray all = (QString("at %1: ").arg(milliseconds(t.time_since_epoch())) + text).toUtf8();
    QVERIFY2(text.size() > 20 && text.endsWith('.') && text.count('.' + QString(' ')) == 0, all);
    QVERIFY2(text[0].isUpper() || text[0].isDigit(), all);
    QVERIFY2(!text.contains("nan") && !text.contains(QString::fromUtf8("−")), all);
    QVERIFY2(numbers.complaints.isEmpty(), (all + '\n' + numbers.complaints.join('\n').toUtf8()));
    QVERIFY2(numbers.untold(text).isEmpty(), all + '\n' + numbers.untold(text).toUtf8());
    const QString wrong = contradiction(run, m, t);
    QVERIFY2(wrong.isEmpty(), all + '\n' + wrong.toUtf8());
    const auto list = pieces(m.text);
    const bool links =
        std::any_of(list.begin(), list.end(), [](const Piece& p) { return p.tone == Tone::cause; });
    QVERIFY2(links == m.cause.has_value(), all);
    if (m.cause) QVERIFY2(m.cause->at <= t && m.cause->at >= run.timeline.begin, all);
}

}  // namespace

class tst_Moment : public QObject {
    Q_OBJECT

private slots:
    void isTrueOfEveryPresetUnderEveryStrategy_data();
    void isTrueOfEveryPresetUnderEveryStrategy();
    void isTrueOfRandomScenarios();
    void tellsTheWorkedExample();
    void tellsTheHerd();
    void tellsARefreshBehindTheValueThatIsServed();
    void tellsThatTheHolderIsDead();
    void tellsThatTheLockIsLost();
    void tellsThatTheDatabaseIsDown();
    void tellsOfManyKeys();
};

void tst_Moment::isTrueOfEveryPresetUnderEveryStrategy_data()
{
    QTest::addColumn<QString>("preset");
    for (const Preset& p : presets()) QTest::newRow(p.id.c_str()) << QString::fromStdString(p.id);
}

void tst_Moment::isTrueOfEveryPresetUnderEveryStrategy()
{
    QFETCH(QString, preset);
    for (const NamedStrategy& strategy : catalogue()) {
        std::mt19937_64 random(strategy.id.size());
        const ToldRun run(load_scenario(preset.toStdString(), {strategy.id, {}, {}, {}}));
        const auto& events = run.recording->events;
        check(run, run.timeline.begin);
        check(run, run.timeline.end);
        const int times = events.size() > most_events ? 4 : 40;
        for (int i = 0; i < times; ++i) {
            const Instant t = events[random() % events.size()].at;
            check(run, std::max(t + Duration(i % 2 == 0 ? 0 : 1'234'567), run.timeline.begin));
            if (QTest::currentTestFailed()) return;
        }
    }
}

void tst_Moment::isTrueOfRandomScenarios()
{
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        const ToldRun run(random_scenario(seed));
        for (std::size_t i = 0; i < run.recording->events.size();
             i += 1 + run.recording->events.size() / 50) {
            check(run, std::max(run.recording->events[i].at, run.timeline.begin));
            if (QTest::currentTestFailed()) return;
        }
    }
}

void tst_Moment::tellsTheWorkedExample()
{
    const ToldRun run(load_scenario("product-page"));
    QCOMPARE(run.said(Instant()), "The entry has just expired; 1 request looks for it.");
    QCOMPARE(run.said(Instant(63ms)),
             "Request 1 holds the lock; it has been loading for 61.2 ms; 999 wait; "
             "the entry has been gone for 63 ms.");
    const Moment held = run.at(Instant(63ms));
    QCOMPARE(held.cause->call, CallId::request(1));
    QCOMPARE(held.cause->at, run.timeline.lock_at(0, Instant(63ms))->taken);
    QCOMPARE(run.said(Instant(104ms)),
             "The value has been in the cache for 1.9 ms; 666 wait until they look again.");
    QCOMPARE(run.said(run.timeline.end),
             "All 1 000 requests are answered; that took 1 database query; the "
             "longest wait was 103 ms.");
}

void tst_Moment::tellsTheHerd()
{
    const ToldRun run(load_scenario("product-page", {"none", {}, {}, {}}));
    QCOMPARE(run.said(Instant(63ms)),
             "The entry has been gone for 63 ms; nobody is kept from loading, so "
             "1 000 loads run at once; 900 queries wait for a connection.");
    QCOMPARE(run.at(Instant(63ms)).cause->at, Instant());
    QCOMPARE(run.said(Instant(150ms)),
             "A new entry is there, fresh for another 5 min; 900 loads that began "
             "before run on; 800 queries wait for a connection.");
}

void tst_Moment::tellsARefreshBehindTheValueThatIsServed()
{
    const ToldRun early(load_scenario("hot-page"));
    QCOMPARE(early.said(Instant(8600ms)),
             "The entry is fresh for another 994 ms and answers; refresh 6 loads the next value.");
    QCOMPARE(early.at(Instant(8600ms)).cause->call, CallId::request(4199));  // its look began it
    QCOMPARE(early.said(Instant(9320ms)),
             "The entry is fresh for another 4.4 s and answers everyone; refresh 6 stored it.");
    const ToldRun old(load_scenario("product-page", {"stale-while-revalidate", {}, {}, {}}));
    QCOMPARE(old.said(Instant(20ms)),
             "The entry expired 20 ms ago and its old value answers; 4 loads of the next value run.");
}

void tst_Moment::tellsThatTheHolderIsDead()
{
    Scenario s = load_scenario("product-page");
    Fault kill;
    kill.at = Instant(50ms);
    s.faults = {kill};
    const ToldRun run(s);
    QCOMPARE(run.said(Instant(70ms)),
             "Request 1 was killed 20 ms ago and holds the lock still; it expires in 9.93 s; 750 wait.");
    QCOMPARE(run.at(Instant(70ms)).cause->at, Instant(50ms));
    const QString end = run.said(run.timeline.end);
    QVERIFY2(end.startsWith("Of 1 000 requests, 750 are answered and 250 failed; ") &&
                 end.endsWith("what broke: whoever holds the lock is killed, and its instance with it."),
             qPrintable(end));
    QCOMPARE(run.at(run.timeline.end).cause->at, Instant(50ms));
}

void tst_Moment::tellsThatTheLockIsLost()
{
    Scenario s = load_scenario("product-page");
    s.strategy.options.lock_timeout = 30ms;
    QCOMPARE(ToldRun(s).said(Instant(60ms)),
             "Request 1 goes on and its lock has run out; the next to ask gets it; 999 wait.");
    s.traffic.push_back(Burst{Instant(40ms), 1, Duration()});
    QCOMPARE(
        ToldRun(s).said(Instant(60ms)),
        "Request 1 goes on and its lock has run out; request 1 001 has it now; 2 loads of one value run; "
        "999 wait.");
}

void tst_Moment::tellsThatTheDatabaseIsDown()
{
    Scenario s = load_scenario("product-page");
    Fault down;
    down.kind = FaultKind::database_down;
    down.at = Instant(50ms);
    down.duration = 500ms;
    s.faults = {down};
    s.strategy.options.breaker = Breaker{};
    s.strategy.options.breaker->failures = 1;
    s.strategy.who = Who::one_per_instance;
    const ToldRun run(s);
    QCOMPARE(run.at(Instant(70ms)).cause->at, Instant(50ms));
    QVERIFY2(run.said(Instant(70ms)).startsWith("The database cannot be reached for another 480 ms; "),
             qPrintable(run.said(Instant(70ms))));
    QVERIFY2(run.said(Instant(300ms)).contains("the breakers of 4 instances are open and send no query; "),
             qPrintable(run.said(Instant(300ms))));
}

void tst_Moment::tellsOfManyKeys()
{
    const ToldRun run(load_scenario("keys-expire-together"));
    QCOMPARE(run.said(Instant(500ms)), "All 1 000 keys are fresh; no load runs and nobody waits.");
    const QString text = run.said(Instant(1205ms));
    QVERIFY2(QRegularExpression("^[0-9]+ loads? runs?; .*[0-9]+ of 1 000 keys have no fresh entry\\.$")
                 .match(text)
                 .hasMatch(),
             qPrintable(text));
}

STAMPEDE_TESTS(tst_Moment, nothing)
#include "tst_moment.moc"
