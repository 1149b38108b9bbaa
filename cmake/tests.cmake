# Every folder with tests/**/tst_*.cpp is one Qt Test program, tests_<folder>, and every such file a ctest test of its own:
# the program runs the class that its first argument names. Few programs, since linking them takes long. Those under tests/ui
# may use widgets. Each file has fixtures of its own, and is compiled alone where others are compiled together.

find_package(Qt6 6.4 REQUIRED COMPONENTS Core Test)

# What a test needs to know of its surroundings stands in one file, so that the others compile alike wherever they lie.
file(GLOB support_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/support/*.cpp)
list(REMOVE_ITEM support_sources ${PROJECT_SOURCE_DIR}/tests/support/run_tests.cpp)
add_library(stampede_test_support STATIC ${support_sources})
target_link_libraries(stampede_test_support PUBLIC stampede_core Qt6::Core)
set_source_files_properties(${PROJECT_SOURCE_DIR}/tests/support/paths.cpp PROPERTIES COMPILE_DEFINITIONS
  "STAMPEDE_SOURCE_DIR=\"${PROJECT_SOURCE_DIR}\";STAMPEDE_PROGRAM=\"${PROJECT_BINARY_DIR}/stampede\";STAMPEDE_EXAMPLE=\"${PROJECT_BINARY_DIR}/example_unified_cache\"")
add_dependencies(stampede_test_support stampede example_unified_cache)

# What tools/test --tsan runs: all that crosses threads.
set(crossing_threads tst_cache_service tst_nested_loaders tst_live_load tst_live_world tst_server_trouble tst_shared_server
    tst_steering tst_sweep tst_validation tst_redis_trouble tst_session tst_time tst_explore tst_document tst_lane_scan tst_export_view)

set(longest 300)
if(STAMPEDE_SANITIZE)
  set(longest 900)  # seconds: some ten times slower, beside others
endif()

file(GLOB_RECURSE test_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/tst_*.cpp)
set(rooms)
foreach(source IN LISTS test_sources)
  cmake_path(GET source PARENT_PATH folder)
  cmake_path(RELATIVE_PATH folder BASE_DIRECTORY ${PROJECT_SOURCE_DIR}/tests OUTPUT_VARIABLE room)
  if(room MATCHES "^ui/" AND NOT TARGET stampede_ui)
    continue()
  endif()
  list(APPEND rooms ${room})
endforeach()
list(REMOVE_DUPLICATES rooms)

add_custom_target(core-tests)  # what tools/test --core builds
foreach(room IN LISTS rooms)
  string(REPLACE "/" "_" program tests_${room})
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/${room}/tst_*.cpp)
  add_executable(${program} ${sources} ${PROJECT_SOURCE_DIR}/tests/support/run_tests.cpp)
  set_target_properties(${program} PROPERTIES AUTOMOC ON UNITY_BUILD OFF RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
  target_link_libraries(${program} PRIVATE stampede_test_support Qt6::Test)
  set(label core)
  if(room MATCHES "^ui/")
    set(label ui)
    target_link_libraries(${program} PRIVATE stampede_ui)
    target_compile_definitions(${program} PRIVATE STAMPEDE_TESTS_WITH_WINDOWS)
  else()
    add_dependencies(core-tests ${program})
  endif()

  foreach(source IN LISTS sources)
    cmake_path(GET source STEM name)
    set(environment LC_ALL=C.UTF-8)
    if(label STREQUAL ui)
      # A screen as a class has one; that of the platform itself is 800 by 800, narrower than the window can be.
      set(platform offscreen)
      if(name STREQUAL tst_presentation)
        set(platform "offscreen:configfile=${PROJECT_SOURCE_DIR}/tests/support/screen.json")
      endif()
      # Settings and caches of the person who runs the tests stay out of them.
      list(APPEND environment QT_QPA_PLATFORM=${platform} XDG_CONFIG_HOME=${PROJECT_BINARY_DIR}/test-home/${name}
                              XDG_CACHE_HOME=${PROJECT_BINARY_DIR}/test-home/${name})
    endif()
    add_test(NAME ${name} COMMAND ${program} ${name})
    set(labels ${label})
    if(name IN_LIST crossing_threads)
      list(APPEND labels threads)
    endif()
    list(APPEND all_tests ${name})
    set_tests_properties(${name} PROPERTIES LABELS "${labels}" TIMEOUT ${longest} ENVIRONMENT "${environment}")
  endforeach()
endforeach()

foreach(name IN LISTS crossing_threads)
  if(TARGET stampede_ui AND NOT name IN_LIST all_tests)
    message(FATAL_ERROR "${name} is to run under the thread sanitizer, and is no test.")
  endif()
endforeach()

find_program(DESKTOP_FILE_VALIDATE desktop-file-validate)
if(DESKTOP_FILE_VALIDATE)
  add_test(NAME desktop_file COMMAND ${DESKTOP_FILE_VALIDATE} ${PROJECT_SOURCE_DIR}/resources/stampede-lab.desktop)
  set_tests_properties(desktop_file PROPERTIES LABELS ui)
endif()
