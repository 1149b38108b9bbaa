#pragma once

#include <QTest>

#include "core/scenario/scenario_file.h"
#include "ui/session/session.h"
#include "ui/session/workbench/workbench.h"
#include "ui/shell/window/main_window.h"

namespace stampede::test {

/// The whole window with a scenario in it, for tests of what people see. A test derives from it and adds what
/// only it asks.
struct Window {
    ui::Session session;
    ui::Workbench workbench{session};
    ui::MainWindow window{session, workbench};

    /// Shows the window and opens a preset in it; `strategy`: another than its own.
    void open(const char* preset = "product-page", const char* strategy = "", QSize size = {1600, 1000})
    {
        window.resize(size);
        window.show();
        workbench.open(load_scenario(preset, {strategy, {}, {}, {}}), QString::fromLatin1(preset));
    }
    /// Run and ghost are there, and what follows from them has been laid out.
    void settle()
    {
        QTRY_VERIFY_WITH_TIMEOUT(session.settled(), 60'000);
        QCoreApplication::processEvents();
    }
    /// The window has the focus, as after a click into the picture.
    void focus()
    {
        window.activateWindow();
        window.setFocus();
        QTRY_VERIFY(window.hasFocus());
    }
    /// To whatever has the focus, as a keyboard does.
    void key(int k, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(window.focusWidget() ? window.focusWidget() : &window, Qt::Key(k), modifiers);
    }
    template <class Part>
    Part* part(const char* name) const
    {
        return window.findChild<Part*>(QLatin1String(name));
    }
    /// Narrow spaces and those that do not break as the space bar writes them.
    static QString plain(QString text)
    {
        return text.replace(QChar(0x202F), u' ').replace(QChar(0xa0), u' ');
    }
};

}  // namespace stampede::test
