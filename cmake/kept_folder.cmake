# Build rules shared by every folder of src/.
include(CTest)
find_package(GTest REQUIRED)
include(GoogleTest)

add_library(kept_options INTERFACE)
target_include_directories(kept_options INTERFACE ${CMAKE_SOURCE_DIR}/src)
target_compile_options(kept_options INTERFACE -Wall -Wextra -Wconversion -Wshadow -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  # GCC 12 sees overlapping copies in "literal" + std::string when it optimises (its bug 105651).
  target_compile_options(kept_options INTERFACE -Wno-restrict)
  if(CMAKE_UNITY_BUILD)
    # It takes joined sources for headers, in which an unnamed namespace would be a mistake.
    target_compile_options(kept_options INTERFACE -Wno-subobject-linkage)
  endif()
endif()
find_program(KEPT_MOLD mold)
if(KEPT_MOLD)
  target_link_options(kept_options INTERFACE -fuse-ld=mold)
endif()
find_program(KEPT_CCACHE ccache)
if(KEPT_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${KEPT_CCACHE})
endif()

# kept_folder(name [USES folder...] [LINKS library...] [LOCK resource]): library kept_<name> from this folder's
# sources and test program <name>_test from its *_test.cpp files. USES names folders of src/.
# LOCK: what only one of its tests can have at a time, such as ports.
function(kept_folder name)
  cmake_parse_arguments(ARG "" "LOCK" "USES;LINKS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS *.cpp)
  set(tests ${sources})
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$")
  list(TRANSFORM ARG_USES PREPEND kept_)
  add_library(kept_${name} STATIC ${sources})
  target_link_libraries(kept_${name} PUBLIC kept_options ${ARG_USES} PRIVATE ${ARG_LINKS})
  if(tests AND BUILD_TESTING)
    add_executable(${name}_test ${tests})
    target_link_libraries(${name}_test PRIVATE kept_${name} ${ARG_LINKS} GTest::gtest GTest::gmock GTest::gtest_main)
    gtest_discover_tests(${name}_test DISCOVERY_MODE PRE_TEST
      PROPERTIES TIMEOUT 300 RESOURCE_LOCK "${ARG_LOCK}")
  endif()
endfunction()
