// Each number on the screen says which quantity it is and of which instant. Here those of the lab are
// gathered, at random playheads of runs of every preset: one quantity has one value at one instant, wherever
// it is shown; what has a name among the metrics is what measure() counts; and no result is shown without
// saying what it is.

#include <QSettings>
#include <QTest>

#include "core/scenario/scenario_file.h"
#include "core/strategy/catalogue.h"
#include "core/world/world.h"
#include "tests/support/gathered.h"
#include "tests/support/run_tests.h"
#include "ui/look/theme/theme_choice.h"
#include "ui/look/words/told.h"
#include "ui/tracks/entry_track.h"
#include "ui/tracks/track_area.h"

#include <random>

using namespace stampede;
using namespace stampede::ui;
using test::Gathered;
using test::paintedTexts;
using Lab = test::ListeningLab;

namespace {

/// What somebody adds who did not look who computes it already: a p99 of all answers, one rank too high.
class P99ByAnotherRule final : public Track {
public:
    using Track::Track;
    int plotHeight() const override { return 20; }
    int matters() const override { return 1; }
    QString summary() override
    {
        const Lanes& lanes = run()->timeline.lanes;
        std::vector<Duration> latencies;
        for (std::uint32_t lane = 0; lane < lanes.requests; ++lane)
            if (lanes.outcome[lane] != Outcome::none && lanes.outcome[lane] != Outcome::failed)
                latencies.push_back(length_of(lanes, lane));
        if (latencies.empty()) return {};
        std::sort(latencies.begin(), latencies.end());
        return tr("99 % within %1")
            .arg(toldTime("latency_ms.p99", latencies[latencies.size() * 99 / 100], ofRun(run()->scenario)));
    }

protected:
    void paintPlot(QPainter&) override {}
};

}  // namespace

class tst_Told : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void oneQuantityHasOneValue_data();
    void oneQuantityHasOneValue();
    void stateIsOneAfterEveryFault_data();
    void stateIsOneAfterEveryFault();
    void theCacheTrackSaysWhatIsNow();
    void aSecondFormulaInTheWindowIsNoticed();
    void aNumberWithoutANameIsNoticed();
};

void tst_Told::initTestCase()
{
    QApplication::setOrganizationName("stampede-lab-tests");
    QApplication::setApplicationName("tst_told");
    QSettings().clear();
    applyTheme(*qApp, Theme::Name::light);
}

void tst_Told::oneQuantityHasOneValue_data()
{
    QTest::addColumn<QString>("preset");
    QTest::addColumn<int>("number");
    int number = 0;
    for (const Preset& p : presets()) QTest::newRow(p.id.c_str()) << QString::fromStdString(p.id) << number++;
}

void tst_Told::oneQuantityHasOneValue()
{
    QFETCH(QString, preset);
    QFETCH(int, number);
    static const QSize sizes[] = {{1280, 720}, {1600, 1000}, {2200, 1300}};
    static const Theme::Name themes[] = {Theme::Name::light, Theme::Name::dark, Theme::Name::projector};
    std::mt19937_64 random(20'000 + std::uint64_t(number));
    applyTheme(*qApp, themes[number / 3 % 3]);

    Gathered gathered;
    Lab lab;
    lab.window.resize(sizes[number % 3]);
    lab.window.show();
    StrategyChoice choice;
    if (number % 2 == 0) choice.name = catalogue()[random() % catalogue().size()].id;
    Scenario scenario = load_scenario(preset.toStdString(), choice);
    scenario.seed = 1 + random() % 1000;
    lab.workbench.open(scenario, preset);
    QTRY_VERIFY_WITH_TIMEOUT(lab.session.settled() && lab.session.run(), 120'000);
    if (lab.session.run()->recording->events.size() > test::mostEvents)
        QSKIP("a run this long only takes longer");
    lab.gather(gathered, random);
    QVERIFY(gathered.told() > 20);
    QVERIFY2(gathered.complaints().isEmpty(), qPrintable(gathered.firstComplaints()));
}

void tst_Told::stateIsOneAfterEveryFault_data()
{
    QTest::addColumn<QString>("preset");
    QTest::addColumn<int>("kind");
    for (int kind = 0; kind <= int(FaultKind::lose_reply); ++kind)
        QTest::addRow("fault %d", kind) << QString(kind % 2 == 0 ? "product-page" : "ticket-booth") << kind;
}

/// A run into which somebody throws a fault while the lock is held: whether the entry is there, and who holds
/// the lock, is the same wherever one looks.
void tst_Told::stateIsOneAfterEveryFault()
{
    QFETCH(QString, preset);
    QFETCH(int, kind);
    Gathered gathered;
    Lab lab;
    lab.window.resize(1600, 1000);
    lab.window.show();
    Scenario scenario = load_scenario(preset.toStdString());
    Fault fault;
    fault.kind = FaultKind(kind);
    fault.at = Instant(std::chrono::milliseconds(40));
    fault.duration = std::chrono::milliseconds(200);
    fault.by = std::chrono::milliseconds(500);
    fault.times = 3;
    scenario.faults.push_back(fault);
    lab.workbench.open(scenario, preset);
    QTRY_VERIFY_WITH_TIMEOUT(lab.session.settled() && lab.session.run(), 120'000);
    std::mt19937_64 random(std::uint64_t(kind) + 1);
    lab.gather(gathered, random, 12);
    QVERIFY2(gathered.complaints().isEmpty(), qPrintable(gathered.firstComplaints()));
}

/// The value is there a moment before the run ends: too short a stretch for words of its own.
void tst_Told::theCacheTrackSaysWhatIsNow()
{
    Lab lab;
    lab.open("product-page");
    lab.settle();
    auto* track = lab.window.findChild<EntryTrack*>();
    const auto said = [&](Instant t) {
        lab.session.playback().setPlayhead(t);
        QCoreApplication::processEvents();
        return paintedTexts(*track).join(QStringLiteral(" | "));
    };
    const Instant loading = Instant(std::chrono::milliseconds(63));
    QVERIFY2(said(loading).contains("absent: expired at 0"), qPrintable(said(loading)));
    for (const Instant t : {Instant(std::chrono::milliseconds(104)), lab.session.run()->recording->end}) {
        const QString text = said(t);
        QVERIFY2(text.contains("fresh, version 1, fill 1"), qPrintable(text));
        QVERIFY2(!text.contains("absent:"), qPrintable(text));
    }
}

void tst_Told::aSecondFormulaInTheWindowIsNoticed()
{
    Gathered gathered;
    Lab lab;
    lab.open("ticket-booth", "coalescing");
    lab.settle();
    P99ByAnotherRule planted(lab.session, QStringLiteral("p99"), &lab.window);
    planted.show();
    lab.session.playback().setPlayhead(lab.session.playback().extent().until);
    gathered.follow(lab.session.run());
    lab.shown();
    QVERIFY2(!gathered.complaints().isEmpty(), qPrintable(planted.summary()));
    QVERIFY2(gathered.complaints().first().startsWith("latency_ms.p99"),
             qPrintable(gathered.firstComplaints()));
}

void tst_Told::aNumberWithoutANameIsNoticed()
{
    Gathered gathered;
    Scenario scenario = load_scenario("product-page");
    const QString named = toldCount("waiting", 1'000, ofRun(scenario));
    QVERIFY(!gathered.untold(named + " waiting").contains(u'0'));
    QVERIFY(gathered.untold(named + " waiting, 12 more").contains(u'1'));
    toldCount("no.such.quantity", 1, ofRun(scenario));
    QCOMPARE(gathered.complaints().size(), 1);
}

STAMPEDE_TESTS(tst_Told, a_window)
#include "tst_told.moc"
