# ui and the two programs. `stampede` has no Qt in it.

include(GNUInstallDirs)

file(GLOB cli_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/app/stampede/*.cpp)
if(cli_sources)
  find_package(CLI11 REQUIRED)
  add_executable(stampede ${cli_sources})
  target_compile_definitions(stampede PRIVATE STAMPEDE_VERSION="${PROJECT_VERSION}")
  target_link_libraries(stampede PRIVATE stampede_core CLI11::CLI11 fmt::fmt)
  install(TARGETS stampede)
endif()

file(GLOB examples CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/examples/*.cpp)
foreach(source IN LISTS examples)
  cmake_path(GET source STEM name)
  add_executable(example_${name} ${source})
  target_link_libraries(example_${name} PRIVATE stampede_service)
endforeach()

if(NOT STAMPEDE_UI)
  return()
endif()

find_package(Qt6 6.4 REQUIRED COMPONENTS Core Gui Widgets Svg PrintSupport OpenGL Charts)
find_package(QCustomPlotQt6 REQUIRED CONFIG)

file(GLOB_RECURSE ui_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/ui/*.cpp)
file(GLOB_RECURSE ui_headers CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/ui/*.h)
if(NOT ui_sources)
  return()
endif()
add_library(stampede_ui STATIC ${ui_sources} ${ui_headers})
set_target_properties(stampede_ui PROPERTIES AUTOMOC ON)
target_compile_definitions(stampede_ui PUBLIC QCUSTOMPLOT_USE_LIBRARY PRIVATE STAMPEDE_VERSION="${PROJECT_VERSION}")
target_link_libraries(stampede_ui PUBLIC stampede_core Qt6::Widgets Qt6::Svg Qt6::PrintSupport Qt6::Charts
                                         QCustomPlotQt6::QCustomPlotQt6)

# Resources register themselves when the program starts. From a static library the linker would leave them out, so
# whoever links the ui gets their objects.
file(GLOB resource_files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/resources/*.qrc)
if(resource_files)
  add_library(stampede_resources OBJECT ${resource_files})
  set_target_properties(stampede_resources PROPERTIES AUTORCC ON)
  target_link_libraries(stampede_resources PRIVATE Qt6::Core)
  target_link_libraries(stampede_ui INTERFACE $<TARGET_OBJECTS:stampede_resources>)
endif()

file(GLOB lab_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/app/stampede-lab/*.cpp)
file(GLOB lab_headers CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/app/stampede-lab/*.h)
if(lab_sources)
  add_executable(stampede-lab ${lab_sources} ${lab_headers})
  set_target_properties(stampede-lab PROPERTIES AUTOMOC ON)
  target_compile_definitions(stampede-lab PRIVATE STAMPEDE_VERSION="${PROJECT_VERSION}")
  target_link_libraries(stampede-lab PRIVATE stampede_ui)
  install(TARGETS stampede-lab)
  install(FILES ${PROJECT_SOURCE_DIR}/resources/stampede-lab.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
  if(EXISTS ${PROJECT_SOURCE_DIR}/resources/icons/stampede-lab.svg)
    install(FILES ${PROJECT_SOURCE_DIR}/resources/icons/stampede-lab.svg
            DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
  endif()
endif()
