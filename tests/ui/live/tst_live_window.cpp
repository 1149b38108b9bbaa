// The window and a live world: a real redis-server is started by the window, or by the test as somebody
// else's.

#include <QAbstractButton>
#include <QDirIterator>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

#include "core/recording/recording_file.h"
#include "core/store/private_redis.h"
#include "core/strategy/catalogue.h"
#include "tests/support/fake_server.h"
#include "tests/support/run_tests.h"
#include "tests/support/window.h"
#include "ui/lab/headline/headline.h"
#include "ui/lab/transport/transport.h"
#include "ui/live/connect_dialog.h"
#include "ui/live/live_bar.h"
#include "ui/live/live_words.h"
#include "ui/live/versus_panel.h"
#include "ui/live/versus_table.h"
#include "ui/live/world_commands.h"
#include "ui/look/theme/theme_choice.h"
#include "ui/look/widgets/menu_button.h"
#include "ui/shell/topbar/top_bar.h"

using namespace stampede;
using namespace stampede::ui;
using namespace std::chrono_literals;

namespace {

using Phase = LiveState::Phase;

/// Requests for as long as the test needs them.
Scenario page(Duration length, double rate = 200)
{
    Scenario s = parse_scenario(
        R"({"schema": "stampede-scenario/1", "name": "live page", "cache": {"ttl": "300ms", "start": "warm"},
        "traffic": [{"kind": "steady", "from": "0s", "until": "1s", "rate": 200}],
        "database": {"query_time": "30ms"}, "strategy": {"name": "locking"}})",
        "page");
    std::get<Steady>(s.traffic[0]).until = run_start + length;
    std::get<Steady>(s.traffic[0]).rate = rate;
    return s;
}

struct Lab : test::Window {
    explicit Lab(const Scenario& scenario, const char* world = "live")
    {
        window.resize(1600, 1000);
        window.show();
        session.setWorld(World::named(world));
        workbench.open(scenario, {});
    }
    Phase phase() const { return session.live().state().phase; }
    bool comesTo(Phase wanted)
    {
        return QTest::qWaitFor([&] { return phase() == wanted; }, 20'000);
    }
    QPushButton* button(const char* name)
    {
        return window.lab()->liveBar()->findChild<QPushButton*>(QLatin1String(name));
    }
    std::size_t requests() const { return session.run() ? session.run()->recording->requests.size() : 0; }
};

struct OthersServer {
    std::uint16_t port = FakeServer::free_port();
    PrivateRedis server;
    explicit OthersServer(const std::string& password) : server(options(port, password)) {}
    static PrivateRedisOptions options(std::uint16_t port, const std::string& password)
    {
        PrivateRedisOptions o;
        o.port = port;
        o.password = password;
        return o;
    }
    QString url(const QString& credentials = {}) const
    {
        return "redis://" + credentials + QStringLiteral("127.0.0.1:%1/0").arg(port);
    }
};

/// All that the window shows or tells: texts, titles, tips, and what screen readers are told.
QString everythingSaid(const QWidget& window)
{
    QStringList said;
    for (const QWidget* w : window.findChildren<const QWidget*>()) {
        said << w->windowTitle() << w->toolTip() << w->accessibleName() << w->accessibleDescription()
             << w->property("text").toString();
        for (const QAction* a : w->actions()) said << a->text() << a->toolTip();
    }
    return said.join(u'\n') + window.windowTitle();
}

}  // namespace

class tst_LiveWindow : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void aLiveRunIsShownWhileItGoesOn();
    void slidersActOnTheRunThatGoesOn();
    void whatCannotChangeStartsAgainAndSaysSo();
    void aRunIsStoppedAndRunAgain();
    void thePlayheadFollowsUnlessItIsMoved();
    void aMissingServerIsOneLineAndTheSimulationGoesOn();
    void aLiveRunStandsBesideItsSimulation();
    void somebodyElsesServerIsLookedAtFirst();
    void aWrongPasswordIsSaidAndNothingIsRun();
    void thePasswordAppearsNowhere();
    void addressesGiveTheirPasswordAway_data();
    void addressesGiveTheirPasswordAway();

private:
    QTemporaryDir settings_;
};

void tst_LiveWindow::initTestCase()
{
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings_.path());
    QCoreApplication::setOrganizationName(QStringLiteral("stampede-lab"));
    applyTheme(*qApp, Theme::Name::light);
}

void tst_LiveWindow::aLiveRunIsShownWhileItGoesOn()
{
    Lab lab(page(1500ms));
    QVERIFY(lab.comesTo(Phase::running));
    QTRY_VERIFY(lab.requests() > 20);
    QVERIFY(lab.session.run()->partial);
    QVERIFY(lab.window.lab()->liveBar()->isVisible());
    QVERIFY(lab.window.lab()->liveBar()->sentence().startsWith("Connected to a private Redis"));
    QVERIFY(lab.window.topBar()->worldButton()->text().contains("connected"));
    QVERIFY(lab.button("live-stop")->isVisible());
    QVERIFY(!lab.button("live-run-again")->isVisible());
    const TimeRange range = lab.session.viewport().visible();
    const std::size_t before = lab.requests();
    QTRY_VERIFY(lab.requests() > before + 50);
    QCOMPARE(lab.session.viewport().visible(), range);  // the axis does not swim
    QVERIFY(lab.comesTo(Phase::ended));
    QVERIFY(!lab.session.run()->partial);
    QVERIFY(lab.window.lab()->liveBar()->sentence().startsWith("Ended after"));
    QVERIFY(lab.button("live-run-again")->isVisible());
    QVERIFY(lab.button("live-versus")->isVisible());
}

void tst_LiveWindow::slidersActOnTheRunThatGoesOn()
{
    Lab lab(page(60s));
    QTRY_VERIFY_WITH_TIMEOUT(lab.requests() > 30, 20'000);
    lab.workbench.change([](Scenario& s) {
        std::get<Steady>(s.traffic[0]).rate = 3000;
        s.cache.ttl = 7s;
    });
    QTRY_VERIFY_WITH_TIMEOUT(!lab.session.run()->recording->changes.empty(), 10'000);
    const auto& changes = lab.session.run()->recording->changes;
    QCOMPARE(changes.size(), std::size_t(2));
    QCOMPARE(QString::fromStdString(changes[0].path), QString("traffic.0.rate"));
    const Instant at = changes[0].at;
    const std::size_t then = lab.requests();
    QTRY_VERIFY_WITH_TIMEOUT(lab.requests() > then + 2000,
                             10'000);  // 200 a second would take ten seconds and more
    QVERIFY(lab.session.run()->extent().until > at);
    QVERIFY(lab.session.run()->scenario.cache.ttl == 7s);
    QVERIFY(lab.session.live().state().goesOn());
    lab.window.commands().run(QStringLiteral("live-stop"));
    QVERIFY(lab.comesTo(Phase::ended));
    QVERIFY(lab.session.run()->recording->requests.size() > then + 2000);
    const auto& markers = lab.session.run()->timeline.markers;
    QVERIFY(std::any_of(markers.begin(), markers.end(),
                        [](const Marker& m) { return m.kind == Marker::Kind::setting_changed; }));
}

void tst_LiveWindow::whatCannotChangeStartsAgainAndSaysSo()
{
    Lab lab(page(60s));
    QTRY_VERIFY_WITH_TIMEOUT(lab.requests() > 30, 20'000);
    lab.workbench.change([](Scenario& s) { s.instances.count = 2; });
    const QString detail = lab.window.lab()->liveBar()->detail();
    QVERIFY2(detail.contains("cannot change while one goes on"), qPrintable(detail));
    QTRY_VERIFY_WITH_TIMEOUT(lab.session.run() && lab.session.run()->scenario.instances.count == 2, 20'000);
    QVERIFY(lab.session.live().state().goesOn());
    for (const CallFacts& c : lab.session.run()->recording->requests) QVERIFY(c.instance < 2);
}

void tst_LiveWindow::aRunIsStoppedAndRunAgain()
{
    Lab lab(page(60s));
    QTRY_VERIFY_WITH_TIMEOUT(lab.requests() > 30, 20'000);
    QTest::mouseClick(lab.button("live-stop"), Qt::LeftButton);
    QVERIFY(lab.comesTo(Phase::ended));
    QVERIFY(lab.window.lab()->liveBar()->sentence().startsWith("Stopped after"));
    QVERIFY(lab.session.run()->recording->cut_short);
    // Stopped by hand it stays so; that settings have changed is said.
    lab.workbench.change([](Scenario& s) { s.cache.ttl = 1s; });
    QVERIFY(lab.window.lab()->liveBar()->detail().contains("run again"));
    QVERIFY(!lab.session.computing());
    QTest::mouseClick(lab.button("live-run-again"), Qt::LeftButton);
    QVERIFY(lab.comesTo(Phase::running));
    QTRY_VERIFY(lab.session.run()->partial && lab.session.run()->scenario.cache.ttl == 1s);
    lab.session.live().stop();
    QVERIFY(lab.comesTo(Phase::ended));
}

void tst_LiveWindow::thePlayheadFollowsUnlessItIsMoved()
{
    Lab lab(page(60s));
    QTRY_VERIFY_WITH_TIMEOUT(lab.requests() > 30, 20'000);
    const Instant then = lab.session.playback().playhead();
    QTRY_VERIFY(lab.session.playback().playhead() > then + 100ms);
    const Instant early = run_start + 50ms;
    lab.session.playback().setPlayhead(early);
    const std::size_t before = lab.requests();
    QTRY_VERIFY(lab.requests() > before + 50);
    QCOMPARE(lab.session.playback().playhead(), early);
    lab.session.playback().setPlayhead(lab.session.playback().extent().until);
    const Instant late = lab.session.playback().playhead();
    QTRY_VERIFY(lab.session.playback().playhead() > late);
    lab.session.live().stop();
    QVERIFY(lab.comesTo(Phase::ended));
}

void tst_LiveWindow::aMissingServerIsOneLineAndTheSimulationGoesOn()
{
    const QByteArray path = qgetenv("PATH");
    qputenv("PATH", "/nowhere");
    {
        Lab lab(page(1s));
        QVERIFY(lab.comesTo(Phase::failed));
        const auto* trouble = lab.window.findChild<QLabel*>("trouble");
        QVERIFY(trouble && trouble->isVisible());
        QVERIFY(trouble->text().contains("install the package redis-server"));
        QVERIFY(!trouble->text().contains('\n'));
        lab.session.setWorld(World::simulated());
        QTRY_VERIFY(lab.session.settled());
        QVERIFY(lab.session.run() != nullptr);
        QVERIFY(!trouble->isVisible());
        QVERIFY(!lab.window.lab()->liveBar()->isVisible());
    }
    qputenv("PATH", path);
}

void tst_LiveWindow::aLiveRunStandsBesideItsSimulation()
{
    Lab lab(page(800ms));
    QVERIFY(lab.comesTo(Phase::ended));
    QTRY_VERIFY(lab.session.settled());
    QTest::mouseClick(lab.button("live-versus"), Qt::LeftButton);
    QVERIFY(lab.window.lab()->showsVersus());
    Versus& versus = lab.window.lab()->versus()->versus();
    QTRY_VERIFY(versus.simulated());
    QCOMPARE(versus.simulated()->recording->requests.size(), versus.live()->recording->requests.size());
    QCOMPARE(QString::fromStdString(versus.simulated()->recording->world), QString("simulated"));
    const VersusTable& table = lab.window.lab()->versus()->table();
    const auto text = [&](int row, int column) {
        return table.data(table.index(row, column), Qt::DisplayRole).toString();
    };
    QCOMPARE(text(0, VersusTable::figure), QString("Requests"));
    QCOMPARE(text(0, VersusTable::simulated), text(0, VersusTable::live));
    QCOMPARE(text(0, VersusTable::difference), QString("0"));
    QCOMPARE(text(0, VersusTable::percent), QString("0 %"));
    QVERIFY(table.rowCount() > 8);
    QCOMPARE(lab.session.playback().playhead(), lab.session.playback().extent().until);
    // A change of the world ends it: there is nothing live to show any more.
    lab.session.setWorld(World::simulated());
    QTRY_VERIFY(!lab.window.lab()->showsVersus());
}

void tst_LiveWindow::somebodyElsesServerIsLookedAtFirst()
{
    const OthersServer other("");
    Lab lab(page(30s, 20), "simulated");
    QTRY_VERIFY(lab.session.settled());
    lab.window.commands().run(QStringLiteral("connect-redis"));
    ConnectDialog* dialog = lab.window.live().dialog();
    QVERIFY(dialog && dialog->isVisible());
    auto* use = dialog->findChild<QPushButton*>("use");
    QVERIFY(!use->isVisible());
    dialog->setAddress(other.url());
    QSignalSpy looked(dialog, &ConnectDialog::lookedAt);
    QTest::mouseClick(dialog->findChild<QPushButton*>("look"), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(looked.count(), 1, 20'000);
    QVERIFY2(looked[0][0].toBool(), qPrintable(everythingSaid(*dialog)));
    QVERIFY(dialog->findChild<QLabel*>("server")->text().contains("127.0.0.1"));
    QVERIFY(dialog->findChild<QLabel*>("server")->text().contains("database 0"));
    QVERIFY(dialog->findChild<QLabel*>("touched")->text().contains("stampede:"));
    QCOMPARE(dialog->findChild<QSpinBox*>("commands")->value(), 50);
    QCOMPARE(dialog->findChild<QSpinBox*>("connections")->value(), 4);
    QVERIFY(use->isVisible() && use->isEnabled());
    // Nothing has been run, and another address has to be looked at again.
    QVERIFY(lab.session.world().isSimulated());
    dialog->findChild<QLineEdit*>("address")->setText(other.url() + "1");
    QVERIFY(!use->isVisible());
    dialog->setAddress(other.url());
    dialog->look();
    QTRY_COMPARE_WITH_TIMEOUT(looked.count(), 2, 20'000);
    QTest::mouseClick(use, Qt::LeftButton);
    QVERIFY(lab.comesTo(Phase::running));
    QCOMPARE(lab.session.world().name(), other.url());
    QVERIFY(lab.window.lab()->liveBar()->sentence().contains(other.url()));
    // More than the server may be asked is not taken on, and the settings are what they were.
    QTRY_VERIFY_WITH_TIMEOUT(lab.requests() > 5, 20'000);
    lab.workbench.change([](Scenario& s) { std::get<Steady>(s.traffic[0]).rate = 5000; });
    QTRY_VERIFY_WITH_TIMEOUT(std::get<Steady>(lab.session.scenario().traffic[0]).rate == 20, 10'000);
    QVERIFY(lab.window.lab()->liveBar()->detail().contains("asked at most 50"));
    lab.session.live().stop();
    QVERIFY(lab.comesTo(Phase::ended));
    // Somebody else's server is not used again by itself.
    lab.workbench.change([](Scenario& s) { s.cache.ttl = 1s; });
    QVERIFY(!lab.session.computing());
}

void tst_LiveWindow::aWrongPasswordIsSaidAndNothingIsRun()
{
    const OthersServer other("magpie");
    Lab lab(page(30s, 20), "simulated");
    QTRY_VERIFY(lab.session.settled());
    lab.window.live().ask(other.url(":wrong@"));
    ConnectDialog* dialog = lab.window.live().dialog();
    QSignalSpy looked(dialog, &ConnectDialog::lookedAt);
    QTRY_COMPARE_WITH_TIMEOUT(looked.count(), 1, 20'000);
    QVERIFY(!looked[0][0].toBool());
    QVERIFY2(everythingSaid(*dialog).contains("refuses the password"), qPrintable(everythingSaid(*dialog)));
    QVERIFY(!dialog->findChild<QPushButton*>("use")->isVisible());
    dialog->reject();
    QVERIFY(lab.session.world().isSimulated());
}

void tst_LiveWindow::thePasswordAppearsNowhere()
{
    static QString logged;
    const QString canary = QStringLiteral("c4n4ry-w1ng");
    const OthersServer other(canary.toStdString());
    const auto before = qInstallMessageHandler(
        [](QtMsgType, const QMessageLogContext&, const QString& text) { logged += text; });
    QString said;
    {
        Lab lab(page(30s, 20), "simulated");
        QTRY_VERIFY(lab.session.settled());
        lab.window.live().ask(other.url(":" + canary + "@"));
        ConnectDialog* dialog = lab.window.live().dialog();
        QSignalSpy looked(dialog, &ConnectDialog::lookedAt);
        QTRY_COMPARE_WITH_TIMEOUT(looked.count(), 1, 20'000);
        QVERIFY(looked[0][0].toBool());
        // It stands in the field for passwords, as dots, and nowhere else.
        QCOMPARE(dialog->findChild<QLineEdit*>("password")->displayText().contains(canary), false);
        QVERIFY(!dialog->findChild<QLineEdit*>("address")->text().contains(canary));
        dialog->accept();
        QVERIFY(lab.comesTo(Phase::running));
        QTRY_VERIFY_WITH_TIMEOUT(lab.requests() > 5, 20'000);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        said = everythingSaid(lab.window) + lab.session.world().name() + lab.window.windowTitle();
        lab.session.live().stop();
        QVERIFY(lab.comesTo(Phase::ended));
        said +=
            everythingSaid(lab.window) +
            QString::fromLatin1(QByteArray::fromStdString(encode_recording(*lab.session.run()->recording)));
        lab.window.close();
    }
    qInstallMessageHandler(before);
    QVERIFY(said.contains("127.0.0.1"));  // it does look where an address would show
    QVERIFY(!said.contains(canary));
    QVERIFY(!logged.contains(canary));
    QSettings().sync();
    for (QDirIterator it(settings_.path(), QDir::Files, QDirIterator::Subdirectories); it.hasNext();) {
        QFile file(it.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains(canary.toUtf8()));
    }
}

void tst_LiveWindow::addressesGiveTheirPasswordAway_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("password");
    QTest::newRow("none") << "redis://host:6379/1"
                          << "redis://host:6379/1"
                          << "";
    QTest::newRow("password alone") << "redis://:secret@host/1"
                                    << "redis://host/1"
                                    << "secret";
    QTest::newRow("user and password") << "redis://me:secret@host:1"
                                       << "redis://me@host:1"
                                       << "secret";
    QTest::newRow("user alone") << "redis://me@host:1"
                                << "redis://me@host:1"
                                << "";
    QTest::newRow("an at sign in it") << "redis://me:a@b@host"
                                      << "redis://me@host"
                                      << "a@b";
    QTest::newRow("per cent") << "redis://me:a%40b@host"
                              << "redis://me@host"
                              << "a@b";
}

void tst_LiveWindow::addressesGiveTheirPasswordAway()
{
    QFETCH(QString, typed);
    const SplitAddress split = withoutPassword(typed);
    QTEST(split.address, "address");
    QTEST(split.password, "password");
}

STAMPEDE_TESTS(tst_LiveWindow, a_window)
#include "tst_live_window.moc"
