// Everything that can be asked for: by key, in the menu, in the palette, on the sheet of keys.

#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include "core/strategy/catalogue.h"
#include "tests/support/run_tests.h"
#include "tests/support/window.h"
#include "ui/look/theme/motion.h"
#include "ui/look/theme/theme_choice.h"
#include "ui/shell/help/about_sheet.h"
#include "ui/shell/help/key_overlay.h"
#include "ui/shell/palette/command_palette.h"
#include "ui/shell/palette/fuzzy.h"
#include "ui/shell/topbar/main_menu.h"

using namespace stampede;
using namespace stampede::ui;

namespace {

struct Lab : test::Window {
    Lab()
    {
        open();
        settle();
        focus();
    }
    void type(const QString& text) { QTest::keyClicks(window.focusWidget(), text); }
    bool shows(const char* name)
    {
        auto* overlay = part<Overlay>(name);
        return overlay && overlay->isOpen();
    }
};

QStringList titlesOf(const QMenu& menu)
{
    QStringList titles;
    for (const QAction* a : menu.actions())
        if (!a->isSeparator()) titles += QString(a->text()).remove(u'&').section(u'\t', 0, 0);
    return titles;
}

}  // namespace

class tst_Commands : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void lettersAreFoundInOrder_data();
    void lettersAreFoundInOrder();
    void beginningsOfWordsWin();
    void thePaletteFindsAndDoes();
    void thePaletteListsWhatWasUsedLastFirst();
    void escapeLeavesThePaletteAndGivesTheFocusBack();
    void keysOfTheWindowRestWhileThePaletteIsOpen();
    void whatIsNotPossibleIsGreyAndNotDone();
    void theSheetOfKeysHasEveryKey();
    void theSheetFits_data();
    void theSheetFits();
    void blankHidesAllUntilAKeyIsPressed();
    void digitsChooseScenarios();
    void theMenuHasItsParts();
    void theMenuMarksWhatIsInForce();
    void theMenuOpensWithF10AndWorksByKeys();
    void aboutNamesVersionsAndLicence();
    void reducedMotionIsRemembered();
    void everyCommandHasATitleOrNoPlace();
};

void tst_Commands::initTestCase()
{
    QApplication::setOrganizationName("stampede-lab-tests");
    QApplication::setApplicationName("tst_commands");
    applyTheme(*qApp, Theme::Name::light);
}

void tst_Commands::init()
{
    QSettings().clear();
    chooseMotion(Motion::reduced);
}

void tst_Commands::lettersAreFoundInOrder_data()
{
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<int>>("at");
    QTest::newRow("in a row") << "lock"
                              << "Strategy: Locking" << QList<int>{10, 11, 12, 13};
    QTest::newRow("beginnings of words") << "sl"
                                         << "Strategy: Locking" << QList<int>{0, 10};
    QTest::newRow("with a space") << "str lo"
                                  << "Strategy: Locking" << QList<int>{0, 1, 2, 10, 11};
    QTest::newRow("rather a word's beginning than the first letter there is")
        << "t"
        << "Hot: Theme" << QList<int>{5};
    QTest::newRow("not in this order") << "kcol"
                                       << "Strategy: Locking" << QList<int>{};
    QTest::newRow("too many") << "lockinggg"
                              << "Strategy: Locking" << QList<int>{};
}

void tst_Commands::lettersAreFoundInOrder()
{
    QFETCH(QString, wanted);
    QFETCH(QString, text);
    QFETCH(QList<int>, at);
    const auto match = fuzzyMatch(wanted, text);
    QCOMPARE(match.has_value(), !at.isEmpty());
    if (match) QCOMPARE(QList<int>(match->at.begin(), match->at.end()), at);
}

void tst_Commands::beginningsOfWordsWin()
{
    QVERIFY(fuzzyMatch("zi", "Zoom in")->score > fuzzyMatch("zi", "Organizing")->score);
    QVERIFY(fuzzyMatch("lock", "Strategy: Locking")->score > fuzzyMatch("lock", "Slow clock")->score);
    QVERIFY(fuzzyMatch("", "anything").has_value());
}

void tst_Commands::thePaletteFindsAndDoes()
{
    Lab lab;
    lab.key(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(lab.shows("palette"));
    lab.type("strat coal");
    QCOMPARE(lab.part<CommandPalette>("palette")->listedIds().first(), QString("strategy-coalescing"));
    lab.key(Qt::Key_Return);
    QVERIFY(!lab.shows("palette"));
    QTRY_COMPARE(lab.session.scenario().strategy.name, std::string("coalescing"));
    lab.key(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    lab.type("hot page");
    lab.key(Qt::Key_Return);
    QTRY_COMPARE(lab.workbench.openedId(), QString("hot-page"));
}

void tst_Commands::thePaletteListsWhatWasUsedLastFirst()
{
    Lab lab;
    QVERIFY(lab.window.commands().run("strategy-lease"));
    lab.key(Qt::Key_C);
    lab.key(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    const QStringList ids = lab.part<CommandPalette>("palette")->listedIds();
    QCOMPARE(ids.mid(0, 2), QStringList({"view-compare", "strategy-lease"}));
    QCOMPARE(QSet<QString>(ids.begin(), ids.end()).size(), ids.size());
    lab.key(Qt::Key_Down);
    lab.key(Qt::Key_Escape);
}

void tst_Commands::escapeLeavesThePaletteAndGivesTheFocusBack()
{
    Lab lab;
    lab.key(Qt::Key_C);
    QCOMPARE(lab.window.views().current(), View::compare);
    lab.key(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    lab.key(Qt::Key_Escape);
    QVERIFY(!lab.shows("palette"));
    QCOMPARE(lab.window.views().current(), View::compare);
    QVERIFY(lab.window.hasFocus());
    lab.key(Qt::Key_Escape);
    QCOMPARE(lab.window.views().current(), View::lab);
}

void tst_Commands::keysOfTheWindowRestWhileThePaletteIsOpen()
{
    Lab lab;
    lab.key(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    lab.type("c 1 w");
    lab.key(Qt::Key_2, Qt::ControlModifier);
    lab.key(Qt::Key_Space);
    QCOMPARE(lab.window.views().current(), View::lab);
    QCOMPARE(lab.workbench.openedId(), QString("product-page"));
    QVERIFY(!lab.session.playback().playing());
    QTest::mouseClick(lab.part<QWidget>("palette"), Qt::LeftButton, {}, QPoint(5, 5));
    QVERIFY(!lab.shows("palette"));
}

void tst_Commands::whatIsNotPossibleIsGreyAndNotDone()
{
    Lab lab;
    QSignalSpy done(&lab.window.commands(), &Commands::done);
    lab.key(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    done.clear();
    lab.type("undo");
    QCOMPARE(lab.part<CommandPalette>("palette")->listedIds().first(), QString("undo"));
    lab.key(Qt::Key_Return);
    QVERIFY(lab.shows("palette"));
    QCOMPARE(done.size(), 0);
}

void tst_Commands::theSheetOfKeysHasEveryKey()
{
    Lab lab;
    QStringList listed;
    for (const KeyGroup& group : keyTable(lab.window.commands()))
        for (const KeyLine& line : group.lines) listed += line.standsFor;
    for (const Command& c : lab.window.commands().all()) {
        if (c.id.startsWith("preset-") || c.id.startsWith("strategy-") || c.title.isEmpty()) continue;
        for (const QString& key : c.keys) QVERIFY2(listed.contains(key), qPrintable(c.id));
    }
    lab.key(Qt::Key_Question);
    QVERIFY(lab.shows("keys"));
    QVERIFY(lab.part<KeyOverlay>("keys")->accessibleDescription().contains("Zoom in"));
    lab.key(Qt::Key_Space);
    QVERIFY(!lab.session.playback().playing());
    lab.key(Qt::Key_Escape);
    QVERIFY(!lab.shows("keys"));
}

void tst_Commands::theSheetFits_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("name");
    QTest::newRow("light, 1280 × 800") << QSize(1280, 800) << int(Theme::Name::light);
    QTest::newRow("light, 1600 × 1000") << QSize(1600, 1000) << int(Theme::Name::light);
    QTest::newRow("projector, 1920 × 1080") << QSize(1920, 1080) << int(Theme::Name::projector);
}

void tst_Commands::theSheetFits()
{
    QFETCH(QSize, size);
    QFETCH(int, name);
    Lab lab;
    applyTheme(*qApp, Theme::Name(name));
    lab.window.resize(size);
    QVERIFY(lab.window.commands().run("keys"));
    auto* sheet = lab.part<KeyOverlay>("keys");
    // Nothing smaller than at a context; on a projector, a fiftieth of the height.
    const double least = Theme::Name(name) == Theme::Name::projector ? size.height() / 50.0 : 12;
    QVERIFY2(sheet->textPixels() >= least, qPrintable(QString::number(sheet->textPixels())));
    applyTheme(*qApp, Theme::Name::light);
}

void tst_Commands::blankHidesAllUntilAKeyIsPressed()
{
    Lab lab;
    lab.key(Qt::Key_B);
    QVERIFY(lab.shows("blank"));
    const QImage black = lab.window.grab().toImage();
    for (int x = 0; x < black.width(); x += 97)
        for (int y = 0; y < black.height(); y += 89) QCOMPARE(black.pixelColor(x, y), QColor(Qt::black));
    lab.key(Qt::Key_Shift);
    QVERIFY(lab.shows("blank"));
    lab.key(Qt::Key_Space);
    QVERIFY(!lab.shows("blank"));
    QVERIFY(!lab.session.playback().playing());
}

void tst_Commands::digitsChooseScenarios()
{
    Lab lab;
    const auto shown = presets();
    for (int i = 0; i < 9; ++i) {
        lab.key(Qt::Key_1 + i);
        QCOMPARE(lab.workbench.openedId(), QString::fromStdString(shown[std::size_t(i)].id));
    }
    const auto named = catalogue();
    for (int i = 0; i < 10; ++i) {
        lab.key(i < 9 ? Qt::Key_1 + i : Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(lab.session.scenario().strategy.name, named[std::size_t(i)].id);
    }
}

/// What the menu shows of a command; nullptr if there is none.
static QAction* actionOf(Lab& lab, const char* id)
{
    const Command* command = lab.window.commands().find(QString::fromLatin1(id));
    return command ? command->action : nullptr;
}

void tst_Commands::theMenuHasItsParts()
{
    Lab lab;
    fillMainMenu(lab.window.commands(), [&lab](QMenu& menu) {
        const QStringList parts = titlesOf(menu);
        for (const char* part : {"File", "Edit", "View", "Scenario", "Strategy", "Play", "Time", "Help"})
            QVERIFY2(parts.contains(part), part);
        for (QMenu* sub : menu.findChildren<QMenu*>()) {
            if (sub->isEmpty()) continue;
            QVERIFY(!sub->actions().first()->isSeparator());
            QVERIFY(sub->actions().size() <= 40);
        }
        const QAction* save = actionOf(lab, "save");
        QVERIFY(save && save->text().endsWith("Ctrl+S"));
    });
}

void tst_Commands::theMenuMarksWhatIsInForce()
{
    Lab lab;
    lab.workbench.chooseStrategy("xfetch");
    fillMainMenu(lab.window.commands(), [&lab](QMenu&) {
        QVERIFY(actionOf(lab, "strategy-xfetch")->isChecked());
        QVERIFY(!actionOf(lab, "strategy-locking")->isChecked());
        QVERIFY(actionOf(lab, "theme-light")->isChecked());
        QVERIFY(actionOf(lab, "preset-product-page")->isChecked());
        QVERIFY(!actionOf(lab, "redo")->isEnabled());
        QVERIFY(actionOf(lab, "undo")->isEnabled());
        actionOf(lab, "undo")->trigger();
    });
    QCOMPARE(lab.session.scenario().strategy.name, std::string("locking"));
}

void tst_Commands::theMenuOpensWithF10AndWorksByKeys()
{
    Lab lab;
    bool seen = false;
    QTimer::singleShot(0, &lab.window, [&] {
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        seen = menu != nullptr;
        if (!menu) return;
        // Down to Strategy, into it, to the third of its lines.
        while (!menu->activeAction() || QString(menu->activeAction()->text()).remove(u'&') != "Strategy")
            QTest::keyClick(menu, Qt::Key_Down);
        QTest::keyClick(menu, Qt::Key_Right);
        QWidget* sub = QApplication::activePopupWidget();
        QTest::keyClick(sub, Qt::Key_Down);
        QTest::keyClick(sub, Qt::Key_Down);
        QTest::keyClick(sub, Qt::Key_Return);
    });
    lab.key(Qt::Key_F10);
    QVERIFY(seen);
    QCOMPARE(lab.session.scenario().strategy.name, std::string("coalescing"));
}

void tst_Commands::aboutNamesVersionsAndLicence()
{
    const QString lines = AboutSheet::versions();
    for (const char* part :
         {"Stampede Lab ", "Qt ", "QCustomPlot 2", "hiredis ", "libuv 1", "GPL-3.0-or-later"})
        QVERIFY2(lines.contains(part), part);
    Lab lab;
    QVERIFY(lab.window.commands().run("about"));
    QVERIFY(lab.shows("about-sheet"));
    lab.key(Qt::Key_Escape);
    QVERIFY(!lab.shows("about-sheet"));
    lab.key(Qt::Key_F1);
    QVERIFY(lab.shows("help-sheet"));
    lab.key(Qt::Key_Return);
    QTRY_VERIFY(!lab.shows("help-sheet"));
}

void tst_Commands::reducedMotionIsRemembered()
{
    Lab lab;
    QVERIFY(motionIsReduced());
    QCOMPARE(transitionMs(), 0);
    QVERIFY(lab.window.commands().run("motion"));
    QVERIFY(!motionIsReduced());
    QCOMPARE(chosenMotion(), Motion::full);
    QVERIFY(transitionMs(1000) <= 250 && transitionMs(10) >= 150);
    lab.key(Qt::Key_Question);
    QVERIFY(lab.part<QWidget>("keys")->graphicsEffect());
    QTRY_VERIFY(!lab.part<QWidget>("keys")->graphicsEffect());
}

void tst_Commands::everyCommandHasATitleOrNoPlace()
{
    Lab lab;
    QSet<QString> ids;
    for (const Command& c : lab.window.commands().all()) {
        QVERIFY2(!ids.contains(c.id), qPrintable(c.id));
        ids.insert(c.id);
        QVERIFY2(!c.title.isEmpty() || !c.isPossible(), qPrintable(c.id));
        for (const QString& key : c.keys) QVERIFY2(!QKeySequence(key).isEmpty(), qPrintable(key));
    }
}

STAMPEDE_TESTS(tst_Commands, a_window)
#include "tst_commands.moc"
