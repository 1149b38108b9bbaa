# core: one static library per layer. Arrows go down only, and tools/check-layers holds the includes to them.

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(ZLIB REQUIRED)
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)
pkg_check_modules(hiredis REQUIRED IMPORTED_TARGET hiredis)  # its own CMake package is broken in Debian 12
pkg_check_modules(libuv REQUIRED IMPORTED_TARGET libuv)
pkg_check_modules(zstd REQUIRED IMPORTED_TARGET libzstd)

# stampede_layer(NAME [SOURCES generated…] [LINKS targets…]): the library stampede_NAME from core/NAME/*.cpp. A layer that
# consists of headers alone is an interface library.
function(stampede_layer name)
  cmake_parse_arguments(layer "" "" "SOURCES;LINKS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/core/${name}/*.cpp)
  list(APPEND sources ${layer_SOURCES})
  set_source_files_properties(${layer_SOURCES} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)  # generated ones have the same names
  if(sources)
    set(scope PUBLIC)
    add_library(stampede_${name} STATIC ${sources})
    target_compile_options(stampede_${name} PRIVATE -Wconversion -Wno-sign-conversion)
  else()
    set(scope INTERFACE)
    add_library(stampede_${name} INTERFACE)
  endif()
  target_include_directories(stampede_${name} ${scope} ${PROJECT_SOURCE_DIR})
  target_link_libraries(stampede_${name} ${scope} ${layer_LINKS})
endfunction()

# Shipped scenarios and logs become part of the library, so a program that links it needs no files beside it.
# stampede_embed(NAME FILES…): NAME.cpp in the build directory, which defines embedded_NAME() of core/scenario/embedded.h.
function(stampede_embed name)
  set(output ${PROJECT_BINARY_DIR}/embedded_${name}.cpp)
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -D OUTPUT=${output} -D FUNCTION=embedded_${name} "-DFILES=${ARGN}"
            -P ${PROJECT_SOURCE_DIR}/cmake/embed.cmake
    DEPENDS ${ARGN} ${PROJECT_SOURCE_DIR}/cmake/embed.cmake
    COMMENT "Embedding resources/${name}"
    VERBATIM)
endfunction()

file(GLOB scenario_files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/resources/scenarios/*.json)
list(FILTER scenario_files EXCLUDE REGEX "\\.schema\\.json$")
list(SORT scenario_files)
stampede_embed(scenarios ${scenario_files})
file(GLOB log_files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/resources/logs/*.log)
list(SORT log_files)
stampede_embed(logs ${log_files})
file(GLOB lesson_files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/resources/lessons/*.json)
list(FILTER lesson_files EXCLUDE REGEX "\\.schema\\.json$")
list(SORT lesson_files)
stampede_embed(lessons ${lesson_files})
file(GLOB learn_files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/resources/learn/*.json)
list(SORT learn_files)
stampede_embed(learn ${learn_files})
set(embedded_sources ${PROJECT_BINARY_DIR}/embedded_scenarios.cpp ${PROJECT_BINARY_DIR}/embedded_logs.cpp)

stampede_layer(runtime LINKS fmt::fmt)
stampede_layer(log LINKS stampede_runtime nlohmann_json::nlohmann_json ZLIB::ZLIB PkgConfig::zstd)
stampede_layer(recording LINKS stampede_runtime nlohmann_json::nlohmann_json fmt::fmt)
stampede_layer(database LINKS stampede_recording)
stampede_layer(store LINKS stampede_recording PkgConfig::hiredis PkgConfig::libuv)
stampede_layer(strategy LINKS stampede_store stampede_database)
# A service links no mistake: the words for them stay an object of their own.
set_source_files_properties(core/strategy/mistake_words.cpp PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
stampede_layer(service LINKS stampede_strategy Threads::Threads)
stampede_layer(scenario SOURCES ${embedded_sources} LINKS stampede_strategy stampede_log nlohmann_json::nlohmann_json)
stampede_layer(world LINKS stampede_scenario Threads::Threads)
stampede_layer(analysis LINKS stampede_scenario Threads::Threads nlohmann_json::nlohmann_json fmt::fmt)
stampede_layer(lesson SOURCES ${PROJECT_BINARY_DIR}/embedded_lessons.cpp LINKS stampede_analysis stampede_world nlohmann_json::nlohmann_json fmt::fmt)
stampede_layer(learn SOURCES ${PROJECT_BINARY_DIR}/embedded_learn.cpp LINKS stampede_lesson nlohmann_json::nlohmann_json fmt::fmt)

# What a program links to use all of it.
add_library(stampede_core INTERFACE)
target_link_libraries(stampede_core INTERFACE stampede_learn stampede_service)
