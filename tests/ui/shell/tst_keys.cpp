// Single keys act wherever what has the focus has no use for them itself.

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QTest>
#include <QVBoxLayout>

#include "tests/support/run_tests.h"
#include "tests/support/window.h"
#include "ui/lab/controls/control_panel.h"
#include "ui/lab/controls/parameter_row.h"
#include "ui/look/widgets/slider.h"
#include "ui/session/commands/commands.h"

using namespace stampede;
using namespace stampede::ui;

namespace {

const QList<Qt::Key> moving{Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down, Qt::Key_Home, Qt::Key_End};
const QList<Qt::Key> paging{Qt::Key_PageUp, Qt::Key_PageDown};
const QList<Qt::Key> pressing{Qt::Key_Space, Qt::Key_Return};
const QList<Qt::Key> others{Qt::Key_C, Qt::Key_1, Qt::Key_F, Qt::Key_Comma};

/// A window with one command for each single key, and one control.
struct Board {
    QWidget window;
    Commands commands{window};
    QList<Qt::Key> acted;

    explicit Board(QWidget* control)
    {
        auto* column = new QVBoxLayout(&window);
        column->addWidget(control);
        window.setFocusPolicy(Qt::ClickFocus);
        for (const auto& keys : {moving, paging, pressing, others})
            for (Qt::Key key : keys) add(key);
        add(Qt::Key_Escape);
        window.show();
        window.activateWindow();
        control->setFocus();
    }
    void add(Qt::Key key)
    {
        const QString name = QKeySequence(key).toString(QKeySequence::PortableText);
        commands.add({name, Command::Group::play, name, {name}, [this, key] { acted += key; }, {}});
    }
    bool acts(Qt::Key key)
    {
        acted.clear();
        QWidget* focus = QApplication::focusWidget();
        QTest::keyClick(focus, key);
        return acted == QList<Qt::Key>{key};
    }
};

QWidget* made(const QString& kind)
{
    if (kind == u"slider") {
        auto* slider = new Slider;
        slider->setRange(0, 100);
        slider->setValue(50);
        return slider;
    }
    if (kind == u"spin box") return new QSpinBox;
    if (kind == u"line edit") return new QLineEdit;
    if (kind == u"text edit") return new QPlainTextEdit;
    if (kind == u"check box") return new QCheckBox;
    if (kind == u"list") {
        auto* list = new QListWidget;
        list->addItems({"one", "two", "three"});
        return list;
    }
    if (kind == u"combo box") {
        auto* box = new QComboBox;
        box->addItems({"one", "two", "three"});
        return box;
    }
    return new QPushButton(kind);
}

}  // namespace

class tst_Keys : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { QSettings().clear(); }
    void everyKindOfControlKeepsWhatItNeeds_data();
    void everyKindOfControlKeepsWhatItNeeds();
    void escapeGivesTheFocusBack_data();
    void escapeGivesTheFocusBack();
    void afterADragOfASliderSpacePlaysAndLettersAct();
};

void tst_Keys::initTestCase()
{
    QApplication::setOrganizationName("stampede-lab-tests");
    QApplication::setApplicationName("tst_keys");
}

void tst_Keys::everyKindOfControlKeepsWhatItNeeds_data()
{
    QTest::addColumn<bool>("keepsMoving");
    QTest::addColumn<bool>("keepsPaging");
    QTest::addColumn<bool>("keepsPressing");
    QTest::addColumn<bool>("keepsOthers");
    QTest::newRow("slider") << true << false << false << false;
    QTest::newRow("list") << true << true << true << false;
    QTest::newRow("combo box") << true << true << true << false;
    QTest::newRow("push button") << false << false << true << false;
    QTest::newRow("check box") << false << false << true << false;
    QTest::newRow("spin box") << true << true << true << true;
    QTest::newRow("line edit") << true << false << true << true;
    QTest::newRow("text edit") << true << true << true << true;
}

void tst_Keys::everyKindOfControlKeepsWhatItNeeds()
{
    QFETCH(bool, keepsMoving);
    QFETCH(bool, keepsPaging);
    QFETCH(bool, keepsPressing);
    QFETCH(bool, keepsOthers);
    const QString kind = QString::fromLatin1(QTest::currentDataTag());
    QWidget* control = made(kind);
    Board board(control);
    QTRY_VERIFY(control->hasFocus());
    const auto check = [&](const QList<Qt::Key>& keys, bool kept) {
        for (Qt::Key key : keys) {
            control->setFocus();
            QVERIFY2(board.acts(key) != kept, qPrintable(kind + ": " + QKeySequence(key).toString()));
            // A list of a combo box that has opened takes all keys.
            if (auto* box = qobject_cast<QComboBox*>(control)) box->hidePopup();
        }
    };
    check(others, keepsOthers);
    check(moving, keepsMoving);
    check(paging, keepsPaging);
    check(pressing, keepsPressing);
}

void tst_Keys::escapeGivesTheFocusBack_data()
{
    QTest::addColumn<bool>("held");  // else Escape is free for commands
    for (const char* kind : {"slider", "list", "combo box"}) QTest::newRow(kind) << true;
    QTest::newRow("push button") << false;
}

void tst_Keys::escapeGivesTheFocusBack()
{
    QFETCH(bool, held);
    QWidget* control = made(QString::fromLatin1(QTest::currentDataTag()));
    Board board(control);
    QTRY_VERIFY(control->hasFocus());
    QCOMPARE(board.acts(Qt::Key_Escape), !held);
    QCOMPARE(control->hasFocus(), !held);
    if (held) QVERIFY(board.acts(Qt::Key_Escape));  // a second one is for commands
}

void tst_Keys::afterADragOfASliderSpacePlaysAndLettersAct()
{
    test::Window lab;
    lab.open();
    lab.settle();
    lab.focus();
    Slider* slider = nullptr;
    for (Slider* s : lab.window.controls()->findChildren<Slider*>())
        if (s->isVisible() && s->isEnabled() && !slider) slider = s;
    QVERIFY(slider);
    const QPoint middle = slider->rect().center();
    QTest::mousePress(slider, Qt::LeftButton, {}, middle);
    QTest::mouseMove(slider, middle + QPoint(20, 0));
    QTest::mouseRelease(slider, Qt::LeftButton, {}, middle + QPoint(20, 0));
    lab.settle();
    QVERIFY(slider->hasFocus());
    lab.key(Qt::Key_Space);
    QVERIFY(lab.session.playback().playing());
    lab.key(Qt::Key_Space);
    QVERIFY(!lab.session.playback().playing());
    const int before = slider->value();
    lab.key(Qt::Key_Right);
    QVERIFY(slider->value() != before);
    lab.key(Qt::Key_Escape);
    QVERIFY(!slider->hasFocus());
    slider->setFocus();
    lab.key(Qt::Key_C);
    QCOMPARE(lab.window.views().current(), View::compare);
}

STAMPEDE_TESTS(tst_Keys, a_window)
#include "tst_keys.moc"
