#!/bin/sh
# Runs a test program and has the tests that it leaves out counted as left out: cmocka's skip() writes "not ok 3 # SKIP name", which
# TAP takes for a failure. The status is that of the program.
exec 4>&1
status=$({ { "$@" 3>&- 4>&-; echo $? >&3; } | sed 's/^not ok \([0-9]*\) # SKIP/ok \1 # SKIP/' >&4; } 3>&1)
exit "$status"
