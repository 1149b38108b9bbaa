// Parameters as data: what the panel shows, accepts and refuses follows from the table.

#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include "core/runtime/input_error.h"
#include "core/scenario/scenario_file.h"
#include "core/strategy/catalogue.h"
#include "tests/support/run_tests.h"
#include "ui/lab/controls/control_panel.h"
#include "ui/lab/controls/parameter_row.h"
#include "ui/look/theme/theme.h"
#include "ui/look/words/format.h"
#include "ui/session/parameters/parameter.h"
#include "ui/session/session.h"
#include "ui/session/workbench/workbench.h"

#include <QSet>

#include <cmath>

using namespace stampede;
using namespace stampede::ui;

namespace {

const Parameter& find(const std::vector<Parameter>& list, const QString& path)
{
    for (const Parameter& p : list)
        if (p.path == path) return p;
    qFatal("no parameter %s", qPrintable(path));
}

double contrast(const QColor& a, const QColor& b)
{
    const auto linear = [](double c) {
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    const auto light = [&](const QColor& c) {
        return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
    };
    const double high = std::max(light(a), light(b)), low = std::min(light(a), light(b));
    return (high + 0.05) / (low + 0.05);
}

}  // namespace

class tst_Controls : public QObject {
    Q_OBJECT

private slots:
    void everyParameterGivesBackWhatItIsSetTo();
    void everyPathIsAFieldOfScenarioFiles();
    void aSliderGivesRoundNumbersAndFindsThemAgain();
    void durationsAreReadAsPeopleWriteThem_data();
    void durationsAreReadAsPeopleWriteThem();
    void whatCannotBeIsRefusedWithTheRange();
    void whatDoesNothingSaysSo();
    void theFirstTrafficDecidesWhatIsPinned();
    void controlsBeginWithWhatThePresetIsAbout();
    void textHasContrastInEveryTheme();
};

void tst_Controls::everyParameterGivesBackWhatItIsSetTo()
{
    for (const Preset& preset : presets()) {
        const Scenario scenario = load_scenario(preset.id);
        QSet<QString> paths;
        for (const Parameter& p : parametersOf(scenario)) {
            QVERIFY2(!paths.contains(p.path), qPrintable(p.path));
            paths += p.path;
            QVERIFY2(!p.label.isEmpty(), qPrintable(p.path));
            Scenario moved = scenario;
            p.set(moved, p.get(scenario));
            QVERIFY2(moved == scenario, qPrintable(p.path));
            if (p.noEffect && !p.noEffect(scenario).isEmpty()) continue;
            for (int position : {0, 250, 500, 750, Parameter::steps}) {
                const double value = p.valueAt(position);
                p.set(moved, value);
                QVERIFY2(p.same(p.get(moved), value),
                         qPrintable(QStringLiteral("%1 at %2").arg(p.path).arg(position)));
            }
        }
    }
}

void tst_Controls::everyPathIsAFieldOfScenarioFiles()
{
    const Scenario scenario = load_scenario("hot-page");
    const QStringList ofTheWindow{"strategy.beta", "strategy.window", "strategy.buffer", "strategy.breaker"};
    for (const Parameter& p : parametersOf(scenario)) {
        if (p.kind == Parameter::Kind::choice || p.kind == Parameter::Kind::toggle ||
            ofTheWindow.contains(p.path))
            continue;
        if (std::isnan(p.get(scenario)) || p.path.startsWith("strategy.breaker.")) continue;
        const double value = p.get(scenario);
        const std::string text = p.kind == Parameter::Kind::duration
                                     ? to_text(Duration(std::llround(value)))
                                     : QString::number(value, 'g', 15).toStdString();
        const Override same{p.path.toStdString(), text};
        QVERIFY2(load_scenario("hot-page", {}, std::span(&same, 1)) == scenario, qPrintable(p.path));
    }
}

void tst_Controls::aSliderGivesRoundNumbersAndFindsThemAgain()
{
    const auto list = parametersOf(load_scenario("product-page"));
    const Parameter& requests = find(list, "traffic.0.requests");
    QCOMPARE(requests.valueAt(0), 1.0);
    QCOMPARE(requests.valueAt(500), 1000.0);
    QCOMPARE(requests.valueAt(Parameter::steps), 1'000'000.0);
    for (const Parameter& p : list)
        for (int position = 0; position <= Parameter::steps; position += 25) {
            const double value = p.valueAt(position);
            const double again = p.valueAt(p.position(value));
            const bool close =
                p.same(again, value) || std::abs(again - value) <= 0.06 * std::abs(value) + 1e-9;
            QVERIFY2(close, qPrintable(QStringLiteral("%1: %2, then %3").arg(p.path).arg(value).arg(again)));
        }
}

void tst_Controls::durationsAreReadAsPeopleWriteThem_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<qint64>("ns");
    QTest::newRow("with a space") << "5 min" << qint64(300'000'000'000);
    QTest::newRow("a comma") << "0,6ms" << qint64(600'000);
    QTest::newRow("no unit: the one shown") << "250" << qint64(250'000'000);
    QTest::newRow("micro sign") << "80 µs" << qint64(80'000);
    QTest::newRow("capital") << "2 S" << qint64(2'000'000'000);
}

void tst_Controls::durationsAreReadAsPeopleWriteThem()
{
    QFETCH(QString, typed);
    QFETCH(qint64, ns);
    QCOMPARE(qint64(parseDurationInput(typed, "ms").count()), ns);
    const QString shown = exactDurationText(Duration(ns));
    QCOMPARE(qint64(parseDurationInput(shown, "h").count()), ns);
}

void tst_Controls::whatCannotBeIsRefusedWithTheRange()
{
    const auto list = parametersOf(load_scenario("product-page"));
    const auto refusal = [&](const char* path, const char* typed) {
        try {
            find(list, path).parse(typed, find(list, path).get(load_scenario("product-page")));
        } catch (const InputError& e) {
            return QString::fromUtf8(e.what());
        }
        return QString();
    };
    QVERIFY(refusal("database.pool", "0").contains("1"));
    QVERIFY(refusal("database.pool", "2.5").contains("whole"));
    QVERIFY(refusal("database.pool", "many").contains("number"));
    QVERIFY(refusal("cache.ttl", "3 parsecs").contains("parsecs"));
    QVERIFY(!refusal("cache.ttl", "0").isEmpty());
    QVERIFY(!refusal("database.failure_rate", "140 %").isEmpty());
    QVERIFY(refusal("database.timeout", "none").isEmpty());
    QVERIFY(refusal("traffic.0.requests", "10k").isEmpty());
}

void tst_Controls::whatDoesNothingSaysSo()
{
    const auto says = [](const char* strategy, const char* path) {
        const Scenario s = load_scenario("product-page", {strategy, {}, {}, {}});
        const Parameter p = find(parametersOf(s), path);
        return p.noEffect ? p.noEffect(s) : QString();
    };
    QCOMPARE(says("locking", "strategy.beta"), QString("no effect on locking"));
    QCOMPARE(says("xfetch", "strategy.beta"), QString());
    QCOMPARE(says("xfetch", "strategy.lock_timeout"), QString("no effect on XFetch"));
    QCOMPARE(says("none", "strategy.poll"), QString("no effect without prevention"));
    QCOMPARE(says("locking", "strategy.poll"), QString());
    QCOMPARE(says("background-refresh", "strategy.buffer"), QString());
    QCOMPARE(says("lease", "strategy.lease_timeout"), QString());
}

void tst_Controls::theFirstTrafficDecidesWhatIsPinned()
{
    const auto pinned = [](const char* preset) {
        QStringList labels;
        for (const Parameter& p : parametersOf(load_scenario(preset)))
            if (p.group == Parameter::Group::pinned) labels += p.label;
        return labels;
    };
    QCOMPARE(pinned("product-page"), (QStringList{"Concurrent requests", "TTL", "β"}));
    QCOMPARE(pinned("hot-page"), (QStringList{"Requests a second", "TTL", "β"}));
}

/// What a scenario leaves as it usually is stays folded, until somebody unfolds it.
void tst_Controls::controlsBeginWithWhatThePresetIsAbout()
{
    QTemporaryDir folder;
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.path());
    Session session;
    Workbench workbench(session);
    ControlPanel panel(session, workbench);
    panel.resize(300, 900);
    panel.show();
    const auto seen = [&](const char* path) {
        ParameterRow* row = panel.row(path);
        return row && row->isVisibleTo(&panel);
    };
    const auto open = [&](const char* preset) { workbench.open(load_scenario(preset), preset); };
    open("product-page");
    QVERIFY(seen("cache.ttl") && seen("database.query_time"));
    QVERIFY(!seen("cache.jitter") && !seen("keys.count") && !seen("instances.count"));
    open("keys-expire-together");
    QVERIFY(seen("keys.count") && seen("cache.jitter") && !seen("instances.count"));
    open("cascade");
    QVERIFY(seen("instances.workers") && seen("keys.count"));
    open("product-page");
    QVERIFY(!seen("instances.count"));
    panel.setGroupOpen(Parameter::Group::instances, true);
    panel.setGroupOpen(Parameter::Group::database, false);
    open("keys-expire-together");
    QVERIFY(seen("instances.count") && !seen("database.query_time"));
}

void tst_Controls::textHasContrastInEveryTheme()
{
    for (Theme::Name name : {Theme::Name::light, Theme::Name::dark, Theme::Name::projector}) {
        const Theme& t = Theme::of(name);
        for (const QColor& text :
             {t.ink, t.muted, t.loadText, t.freshText, t.staleText, t.waitingText, t.lookupText, t.lockText})
            for (const QColor& ground : {t.panel, t.paper})
                QVERIFY2(contrast(text, ground) >= 4.5, qPrintable(text.name() + " on " + ground.name()));
        QVERIFY(contrast(t.accentText, t.accent) >= 4.5);
        QVERIFY(contrast(t.ink, t.failureFill) >= 4.5);
        QVERIFY(contrast(t.muted, t.sunken) >= 4.5);
    }
}

STAMPEDE_TESTS(tst_Controls, a_window)
#include "tst_controls.moc"
