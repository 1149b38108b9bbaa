# Precompiled headers, for builds that begin with nothing: reading headers is most of what compiling costs here. Where there is
# ccache they are left out, since it finds nothing again that was compiled with one (g++ writes a different one each time).
#
# precompile(TARGET core|window|tests…): the headers that files of this kind begin with anyway.

option(STAMPEDE_PRECOMPILE "Precompile headers where there is no ccache" ON)

set(precompiled_core <algorithm> <array> <chrono> <cmath> <coroutine> <cstdint> <functional> <map> <memory> <optional> <ranges>
    <span> <string> <string_view> <unordered_map> <utility> <vector>)
set(precompiled_window <QAbstractButton> <QApplication> <QBoxLayout> <QEvent> <QKeyEvent> <QLabel> <QMenu> <QMouseEvent> <QObject>
    <QPainter> <QPainterPath> <QPointer> <QPushButton> <QScrollArea> <QSettings> <QString> <QStringList> <QTimer> <QWidget>)
set(precompiled_tests <QTest> <QObject> <QString> <QStringList>)

function(precompile target)
  if(NOT STAMPEDE_PRECOMPILE OR CMAKE_CXX_COMPILER_LAUNCHER)
    return()
  endif()
  set(headers)
  foreach(kind IN LISTS ARGN)
    list(APPEND headers ${precompiled_${kind}})
  endforeach()
  # Qt's headers first: moc and Qt's keywords ask for it.
  target_precompile_headers(${target} PRIVATE ${headers})
endfunction()
