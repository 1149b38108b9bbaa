// The window for those who do not see it, or who have no mouse: names, roles, values, Tab through every page,
// tables.

#include <QAccessible>
#include <QApplication>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/run_tests.h"
#include "tests/support/window.h"
#include "ui/lab/headline/headline.h"
#include "ui/lab/headline/story_strip.h"
#include "ui/lab/lab_page.h"
#include "ui/lab/transport/clock.h"
#include "ui/lab/transport/overview_strip.h"
#include "ui/lab/transport/transport.h"
#include "ui/look/theme/theme.h"
#include "ui/look/widgets/slider.h"
#include "ui/look/widgets/small_controls.h"
#include "ui/shell/accessibility/announcer.h"
#include "ui/shell/accessibility/focus_order.h"
#include "ui/shell/accessibility/spoken.h"
#include "ui/shell/accessibility/table_dialog.h"
#include "ui/tracks/track.h"
#include "ui/tracks/track_area.h"

#include <cmath>
#include <set>

using namespace stampede;
using namespace stampede::ui;
using namespace std::chrono_literals;

namespace {

struct Lab : test::Window {
    explicit Lab(const char* preset = "product-page", const char* strategy = "locking")
    {
        open(preset, strategy);
        settle();
        window.activateWindow();
        window.setFocus();
    }
    void settle()
    {
        QTRY_VERIFY_WITH_TIMEOUT(window.settled(), 60'000);
        QCoreApplication::processEvents();
    }
};

QString spokenText(QWidget* w, QAccessible::Text kind)
{
    QAccessibleInterface* i = QAccessible::queryAccessibleInterface(w);
    return i ? i->text(kind) : QString();
}

/// So that a failure says which widget it is.
QString described(const QWidget* w)
{
    QStringList names;
    for (; w; w = w->parentWidget())
        names.prepend(QLatin1String(w->metaObject()->className()) +
                      (w->objectName().isEmpty() ? QString() : u'#' + w->objectName()));
    return names.join(QStringLiteral(" > "));
}

QString faultOf(QWidget* w)
{
    QAccessibleInterface* i = QAccessible::queryAccessibleInterface(w);
    if (!i) return QStringLiteral("no interface");
    const QAccessible::Role role = i->role();
    if (role == QAccessible::NoRole || role == QAccessible::Client) return QStringLiteral("no role");
    if (i->text(QAccessible::Name).trimmed().isEmpty()) return QStringLiteral("no name");
    const bool view = role == QAccessible::Chart || role == QAccessible::Slider;
    if (view && i->text(QAccessible::Value).isEmpty()) return QStringLiteral("no value");
    return {};
}

double luminance(const QColor& c)
{
    const auto part = [](double v) { return v <= 0.03928 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
    return 0.2126 * part(c.redF()) + 0.7152 * part(c.greenF()) + 0.0722 * part(c.blueF());
}

double contrast(const QColor& a, const QColor& b)
{
    const double la = luminance(a), lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

}  // namespace

class tst_Accessibility : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void tabGoesThroughEveryPage_data();
    void tabGoesThroughEveryPage();
    void focusFollowsTheLayout();
    void arrowsGoThroughTheViews();
    void viewsSayWhatTheyShow();
    void slidersSayTheirValueAndSwitchesTheirState();
    void aQuestionSilencesTheViews();
    void theHeadlineIsAnnouncedPolitely();
    void everyCommandHasATitleAndAnId();
    void textsCanBeRead_data();
    void textsCanBeRead();
    void theTableSaysWhatTheTimelineShows();
    void aRowSelectsItsRequestAndBack();
    void aMillionRowsSortWithoutHoldingUpTheWindow();

private:
    QTemporaryDir settings_;
};

void tst_Accessibility::initTestCase()
{
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings_.path());
    applyTheme(*qApp, Theme::Name::light);
}

void tst_Accessibility::tabGoesThroughEveryPage_data()
{
    QTest::addColumn<int>("view");
    QTest::addColumn<int>("width");
    for (View view : {View::lab, View::compare, View::explore, View::learn})
        for (int width : {1600, 1280})
            QTest::addRow("%s %d", qPrintable(viewWord(view)), width) << int(view) << width;
}

void tst_Accessibility::tabGoesThroughEveryPage()
{
    QFETCH(int, view);
    QFETCH(int, width);
    Lab lab;
    lab.window.resize(width, width * 5 / 8);
    lab.window.views().go(View(view));
    lab.settle();
    const std::vector<QWidget*> order = focusOrder(lab.window);
    QVERIFY(order.size() > 10);
    for (QWidget* w : order) QVERIFY2(faultOf(w).isEmpty(), qPrintable(faultOf(w) + ": " + described(w)));
    // Once round: every one of them gets the focus, each once, and Tab leads back to where it began.
    order.front()->setFocus(Qt::TabFocusReason);
    std::set<QWidget*> seen;
    QString before;
    for (std::size_t i = 0; i < order.size(); ++i) {
        QWidget* focus = QApplication::focusWidget();
        QVERIFY2(focus && seen.insert(focus).second, qPrintable(QString("a second time after %1: ").arg(i) +
                                                                described(focus) + ", came from " + before));
        before = described(focus);
        QTest::keyClick(focus, Qt::Key_Tab);
        QVERIFY2(QApplication::focusWidget() != focus, qPrintable("a trap: " + described(focus)));
    }
    QCOMPARE(described(QApplication::focusWidget()), described(order.front()));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab, Qt::ShiftModifier);
    QCOMPARE(described(QApplication::focusWidget()), described(order.back()));
}

void tst_Accessibility::focusFollowsTheLayout()
{
    Lab lab;
    const std::vector<QWidget*> order = focusOrder(lab.window);
    const auto first = [&](const QWidget* part) {
        return std::find_if(order.begin(), order.end(), [&](QWidget* w) { return part->isAncestorOf(w); }) -
               order.begin();
    };
    const auto* tracks = static_cast<QWidget*>(lab.window.tracks());
    const auto* controls = lab.window.lab()->findChild<Slider*>()->parentWidget();
    QVERIFY(first(reinterpret_cast<QWidget*>(lab.window.topBar())) < first(controls));
    QVERIFY(first(controls) < first(tracks));
    QVERIFY(first(tracks) < first(lab.window.transport()));
    // A panel that comes later stands where it is, not at the end.
    auto* guest = new QWidget;
    auto* field = new Slider(guest);
    field->setAccessibleName("guest");
    guest->resize(200, 200);
    field->resize(100, 30);
    lab.window.views().setGuest(guest);
    const std::vector<QWidget*> after = focusOrder(lab.window);
    const auto place = std::find(after.begin(), after.end(), field);
    QVERIFY(place != after.end());
    QVERIFY(lab.window.transport()->isAncestorOf(*(place + 1)));
    lab.window.views().setGuest(nullptr);
    delete guest;
}

/// One of several: Tab comes to the chosen one, arrows choose.
void tst_Accessibility::arrowsGoThroughTheViews()
{
    Lab lab;
    auto* button = lab.window.findChild<QPushButton*>("view-lab");
    button->setFocus(Qt::TabFocusReason);
    const Instant head = lab.session.playback().playhead();
    QTest::keyClick(button, Qt::Key_Right);
    QCOMPARE(lab.window.views().current(), View::compare);
    QCOMPARE(QApplication::focusWidget()->objectName(), QString("view-compare"));
    QCOMPARE(lab.session.playback().playhead(), head);
    const std::vector<QWidget*> order = focusOrder(lab.window);
    QCOMPARE(std::count_if(order.begin(), order.end(),
                           [](QWidget* w) { return w->objectName().startsWith("view-"); }),
             1);
}

void tst_Accessibility::viewsSayWhatTheyShow()
{
    Lab lab;
    lab.session.playback().setPlayhead(run_start + 63ms);
    QVERIFY(spokenText(lab.window.headline(), QAccessible::Value).contains("1 database query"));
    QVERIFY(!spokenText(lab.window.findChild<Clock*>(), QAccessible::Value).isEmpty());
    QVERIFY(spokenText(lab.window.transport()->overview(), QAccessible::Value).contains("mark"));
    int tracks = 0;
    for (Track* track : lab.window.findChildren<Track*>()) {
        ++tracks;
        QCOMPARE(QAccessible::queryAccessibleInterface(track)->role(), QAccessible::Chart);
        QVERIFY2(!spokenText(track, QAccessible::Value).isEmpty(), qPrintable(described(track)));
    }
    QVERIFY(tracks >= 6);
    const QString at63 = spokenText(lab.window.findChildren<Track*>()[1], QAccessible::Value);
    lab.session.playback().setPlayhead(lab.session.playback().extent().until);
    QVERIFY(spokenText(lab.window.findChildren<Track*>()[1], QAccessible::Value) != at63);
}

void tst_Accessibility::slidersSayTheirValueAndSwitchesTheirState()
{
    Lab lab;
    for (Slider* slider : lab.window.lab()->findChildren<Slider*>()) {
        if (!slider->isVisible()) continue;
        QAccessibleInterface* i = QAccessible::queryAccessibleInterface(slider);
        QCOMPARE(i->role(), QAccessible::Slider);
        QVERIFY2(!i->text(QAccessible::Value).isEmpty(), qPrintable(i->text(QAccessible::Name)));
        QVERIFY(i->valueInterface() && i->valueInterface()->maximumValue().toInt() > 0);
    }
    Slider* first = lab.window.lab()->findChild<Slider*>();
    const QString before = spokenText(first, QAccessible::Value);
    QAccessible::queryAccessibleInterface(first)->valueInterface()->setCurrentValue(first->maximum());
    QVERIFY(spokenText(first, QAccessible::Value) != before);
    Switch toggle;
    toggle.setAccessibleName("Fencing");
    QAccessibleInterface* i = QAccessible::queryAccessibleInterface(&toggle);
    QCOMPARE(i->role(), QAccessible::CheckBox);
    QVERIFY(!i->state().checked);
    i->actionInterface()->doAction(QAccessibleActionInterface::toggleAction());
    QVERIFY(toggle.isChecked() && i->state().checked);
    QCOMPARE(i->text(QAccessible::Value), QString("on"));
}

void tst_Accessibility::aQuestionSilencesTheViews()
{
    Lab lab;
    const QString open = spokenText(lab.window.headline(), QAccessible::Value);
    lab.session.setMasked(true);
    QVERIFY(spokenText(lab.window.headline(), QAccessible::Value) != open);
    QVERIFY(!spokenText(lab.window.headline(), QAccessible::Value).contains("1 database query"));
    for (Track* track : lab.window.findChildren<Track*>())
        if (track->isMasked()) QVERIFY(spokenText(track, QAccessible::Value).contains("question"));
    QVERIFY(!lab.window.commands().run(QStringLiteral("show-as-table")));
}

void tst_Accessibility::theHeadlineIsAnnouncedPolitely()
{
    Lab lab;
    StoryStrip& story = *lab.window.lab()->story();
    Announcer announcer(lab.session, *lab.window.headline(), story, nullptr);
    QSignalSpy told(&announcer, &Announcer::announced);
    for (int ms = 0; ms < 120; ++ms)
        lab.session.playback().setPlayhead(run_start + std::chrono::milliseconds(ms));
    QCOMPARE(told.count(), 0);  // nothing while it moves
    QTRY_COMPARE_WITH_TIMEOUT(told.count(), 1, 10'000);
    QCOMPARE(told[0][0].toString(), spokenWords(*lab.window.headline()) + ". " + story.sentence());
    QVERIFY(story.sentence().startsWith("All 1"));
    lab.session.playback().setPlayhead(run_start + 119ms);
    QTest::qWait(50);
    QCOMPARE(told.count(), 1);  // nothing new to be told
}

void tst_Accessibility::everyCommandHasATitleAndAnId()
{
    Lab lab;
    for (View view : {View::compare, View::explore, View::learn}) lab.window.views().go(view);
    std::set<QString> ids;
    for (const Command& c : lab.window.commands().all()) {
        QVERIFY(!c.id.isEmpty() && ids.insert(c.id).second);
        // An entry of a list that is empty now has nothing to be called by.
        QVERIFY2(c.title.size() > 2 || !c.isPossible(), qPrintable(c.id));
        for (const QString& key : c.keys) QVERIFY2(!QKeySequence(key).isEmpty(), qPrintable(c.id));
    }
}

void tst_Accessibility::textsCanBeRead_data()
{
    QTest::addColumn<int>("name");
    QTest::newRow("light") << int(Theme::Name::light);
    QTest::newRow("dark") << int(Theme::Name::dark);
    QTest::newRow("projector") << int(Theme::Name::projector);
}

void tst_Accessibility::textsCanBeRead()
{
    QFETCH(int, name);
    const Theme& t = Theme::of(Theme::Name(name));
    const std::pair<const char*, QColor> texts[] = {
        {"ink", t.ink},         {"muted", t.muted},         {"load", t.loadText},     {"fresh", t.freshText},
        {"stale", t.staleText}, {"waiting", t.waitingText}, {"lookup", t.lookupText}, {"lock", t.lockText}};
    for (const auto& [what, colour] : texts)
        for (const QColor& ground : {t.panel, t.paper})
            QVERIFY2(
                contrast(colour, ground) >= 4.5,
                qPrintable(QString("%1 on %2: %3").arg(what, ground.name()).arg(contrast(colour, ground))));
    QVERIFY(contrast(t.accentText, t.accent) >= 4.5);
    QVERIFY(contrast(t.ink, t.failureFill) >= 4.5);
    QVERIFY(contrast(t.ink, t.sunken) >= 4.5);
    QVERIFY(contrast(t.focus, t.panel) >= 3);  // the frame of what has the focus
}

void tst_Accessibility::theTableSaysWhatTheTimelineShows()
{
    Lab lab;
    QVERIFY(lab.window.commands().run(QStringLiteral("show-as-table")));
    auto* dialog = lab.window.findChild<TableDialog*>();
    QVERIFY(dialog && dialog->isVisible());
    QCOMPARE(dialog->requests().rowCount(), 1000);
    const auto text = [](const RunTable& table, int row, int column) {
        return table.data(table.index(row, column), Qt::DisplayRole).toString();
    };
    QMap<QString, int> outcomes;
    for (int row = 0; row < 1000; ++row) ++outcomes[text(dialog->requests(), row, RequestTable::outcome)];
    QCOMPARE(outcomes["loaded it"], 1);
    QCOMPARE(outcomes["shared a load"], 999);
    QCOMPARE(dialog->marks().rowCount(), int(lab.session.run()->timeline.markers.size()));
    QCOMPARE(dialog->events().rowCount(), int(lab.session.run()->recording->events.size()));
    QCOMPARE(text(dialog->events(), 0, 1),
             QString::fromLatin1(name(lab.session.run()->recording->events[0].what())));
    QVERIFY(!text(dialog->marks(), 0, 1).isEmpty());
    lab.window.commands().run(QStringLiteral("show-as-table"));
    QTRY_VERIFY(!lab.window.findChild<TableDialog*>());
}

void tst_Accessibility::aRowSelectsItsRequestAndBack()
{
    Lab lab;
    lab.window.commands().run(QStringLiteral("show-as-table"));
    auto* dialog = lab.window.findChild<TableDialog*>();
    QSignalSpy sorted(&dialog->requests(), &RequestTable::sorted);
    QTableView* view = dialog->view(0);
    view->sortByColumn(RequestTable::waited, Qt::AscendingOrder);
    QTRY_VERIFY(sorted.count() >= 1);
    // Who waited least is who loaded.
    view->selectRow(0);
    QCOMPARE(dialog->requests()
                 .data(dialog->requests().index(0, RequestTable::outcome), Qt::DisplayRole)
                 .toString(),
             QString("loaded it"));
    QVERIFY(lab.session.selected() == dialog->requests().call(0));
    lab.session.select(CallId::request(700));
    QVERIFY(dialog->requests().call(view->currentIndex().row()) == CallId::request(700));
    QVERIFY(lab.session.selected() == CallId::request(700));
    QTableView* marks = dialog->view(1);
    marks->selectRow(dialog->marks().rowCount() - 1);
    QCOMPARE(lab.session.playback().playhead(), *dialog->marks().at(dialog->marks().rowCount() - 1));
}

void tst_Accessibility::aMillionRowsSortWithoutHoldingUpTheWindow()
{
    Lab lab;
    lab.workbench.change([](Scenario& s) { std::get<Burst>(s.traffic[0]).requests = 1'000'000; });
    QTRY_VERIFY_WITH_TIMEOUT(lab.session.run()->recording->requests.size() == 1'000'000, 120'000);
    RequestTable table;
    table.show(lab.session.run());
    QCOMPARE(table.rowCount(), 1'000'000);
    QSignalSpy sorted(&table, &RequestTable::sorted);
    table.sort(RequestTable::latency, Qt::DescendingOrder);
    QCOMPARE(sorted.count(), 0);  // it goes on elsewhere, and the table can be read meanwhile
    QVERIFY(table.call(0) == CallId::request(1));
    QTRY_COMPARE_WITH_TIMEOUT(sorted.count(), 1, 60'000);
    const Lanes& lanes = lab.session.run()->timeline.lanes;
    const auto latency = [&](int row) {
        return lanes.ends(table.call(row).number() - 1) - lanes.begins(table.call(row).number() - 1);
    };
    for (int row = 1; row < table.rowCount(); row += 997) QVERIFY(latency(row - 1) >= latency(row));
}

STAMPEDE_TESTS(tst_Accessibility, a_window)
#include "tst_accessibility.moc"
