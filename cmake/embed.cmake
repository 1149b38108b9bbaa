# cmake -D OUTPUT=file.cpp -D FUNCTION=name "-DFILES=a.json;b.json" -P embed.cmake
# Writes a C++ file that holds the text of the files. See core/scenario/embedded.h.

list(LENGTH FILES count)
file(WRITE ${OUTPUT}.new "#include \"core/scenario/embedded.h\"\n\n#include <array>\n\nnamespace stampede {\n\n"
  "static constexpr std::array<EmbeddedFile, ${count}> files{\n")
foreach(file IN LISTS FILES)
  cmake_path(GET file STEM LAST_ONLY name)
  file(READ ${file} text)
  file(APPEND ${OUTPUT}.new "    EmbeddedFile{\"${name}\", R\"embedded(${text})embedded\"},\n")
endforeach()
file(APPEND ${OUTPUT}.new
  "};\n\nstd::span<const EmbeddedFile> ${FUNCTION}()\n{\n    return files;\n}\n\n}  // namespace stampede\n")
file(RENAME ${OUTPUT}.new ${OUTPUT})
