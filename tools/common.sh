# Read by the scripts beside it. They start in the project's folder, whatever folder they are called from.

set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }
die()
{
    say "$(basename "$0"): $*"
    exit 1
}

# build PRESET TARGET…: configures where that has not been done, and builds.
build()
{
    preset=$1
    shift
    if [ ! -f "build/$preset/build.ninja" ] || [ CMakePresets.json -nt "build/$preset/build.ninja" ]; then
        say "Configuring build/$preset"
        cmake --preset "$preset" >"build.$preset.log" 2>&1 || {
            cat "build.$preset.log" >&2
            rm -f "build.$preset.log"
            die "CMake could not configure build/$preset; the reason stands above."
        }
        rm -f "build.$preset.log"
    fi
    say "Building $* in build/$preset"
    cmake --build "build/$preset" --target "$@" || die "the build in build/$preset failed; the reason stands above."
}
