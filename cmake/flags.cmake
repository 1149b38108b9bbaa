# What every target is compiled with.

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Debug, Release or RelWithDebInfo" FORCE)
endif()
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")

if(NOT CMAKE_CXX_COMPILER_LAUNCHER)
  find_program(STAMPEDE_CCACHE ccache)
  if(STAMPEDE_CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${STAMPEDE_CCACHE})
  endif()
endif()

# A fused multiply-add rounds once where two instructions round twice: the same seed would give another run on another
# machine.
add_compile_options(-ffp-contract=off)
# Coroutines hand over to each other by tail calls. At -O0 and under the sanitizers they would grow the stack.
add_compile_options($<$<NOT:$<CONFIG:Release>>:-foptimize-sibling-calls>)

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Woverloaded-virtual -Wnon-virtual-dtor -Wimplicit-fallthrough)
# Where files are compiled together, a local name may be that of something in the file before.
if(CMAKE_UNITY_BUILD)
  add_compile_options(-Wno-shadow)
endif()
# Only with the compilers of Debian 12: a newer one has warnings that nobody here has seen, and must still build.
if(STAMPEDE_WERROR)
  if((CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
     OR (CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 15))
    add_compile_options(-Werror)
  endif()
endif()

if(STAMPEDE_SANITIZE)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-Wno-maybe-uninitialized)  # g++ 12 sees ghosts in code that it has instrumented
  endif()
  add_compile_options(-fsanitize=${STAMPEDE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${STAMPEDE_SANITIZE})
endif()

if(STAMPEDE_COVERAGE)
  add_compile_options(--coverage -fprofile-update=single)
  add_link_options(--coverage)
endif()
