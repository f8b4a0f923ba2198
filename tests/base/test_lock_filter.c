/* The programs that lock processes in, run by an interpreter of their few kinds of step: whatever the kernel is asked. */
#include "config.h"

#include "support/unit.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/seccomp.h>
#include <linux/termios.h>
#include <sys/mman.h>
#include <sys/syscall.h>

#include "base/lock_filter.h"

enum {
	ARCH = AUDIT_ARCH_X86_64,
	STEPS_MAX = 4096,
	NUMBERS = 1200,
	REFUSED = SECCOMP_RET_ERRNO | EPERM
};

/* The 32 bits at that place of what the filter is shown. */
static uint32_t shown(const struct seccomp_data *d, uint32_t at)
{
	uint32_t value;

	assert_true(at % 4 == 0 && at + 4 <= sizeof(*d));
	memcpy(&value, (const char *)d + at, sizeof(value));
	return value;
}

static uint32_t run(const struct lock_program *p, const struct seccomp_data *d, unsigned *took)
{
	uint32_t value = 0;

	*took = 0;
	for (unsigned at = 0; at < p->steps; at++, ++*took) {
		const struct sock_filter *s = &p->step[at];

		switch (s->code) {
		case BPF_LD | BPF_W | BPF_ABS: value = shown(d, s->k); break;
		case BPF_RET | BPF_K: return s->k;
		case BPF_JMP | BPF_JEQ | BPF_K: at += value == s->k ? s->jt : s->jf; break;
		case BPF_JMP | BPF_JGE | BPF_K: at += value >= s->k ? s->jt : s->jf; break;
		case BPF_JMP | BPF_JSET | BPF_K: at += value & s->k ? s->jt : s->jf; break;
		default: fail_msg("step %u is none that the kernel can foresee", at);
		}
	}
	fail_msg("the program ran over its end");
	return 0;
}

static uint32_t answer(const struct lock_program *p, int call, uint64_t second, uint64_t third)
{
	struct seccomp_data d = {
		.nr = call, .arch = ARCH, .args = { ~0ull, second, third, ~0ull }
	};
	unsigned took;

	return run(p, &d, &took);
}

static enum lock_rule rule_of(
	const struct lock_call *call, size_t calls, int number, enum lock_rule rest)
{
	for (size_t i = 0; i < calls; i++)
		if (call[i].call == number)
			return call[i].rule;
	return rest;
}

static void goes_by_its_rule(const struct lock_program *p, int number, enum lock_rule rule)
{
	switch (rule) {
	case LOCK_ALLOW: assert_int_equal(answer(p, number, 0, 0), SECCOMP_RET_ALLOW); return;
	case LOCK_REFUSE: assert_int_equal(answer(p, number, 0, 0), REFUSED); return;
	case LOCK_DATA:
		assert_int_equal(answer(p, number, 0, PROT_READ | PROT_WRITE), SECCOMP_RET_ALLOW);
		assert_int_equal(answer(p, number, 0, PROT_EXEC), REFUSED);
		assert_int_equal(answer(p, number, 0, PROT_READ | PROT_EXEC), REFUSED);
		return;
	case LOCK_ORDERS:
		assert_int_equal(answer(p, number, TCGETS, 0), SECCOMP_RET_ALLOW);
		assert_int_equal(answer(p, number, TIOCGWINSZ, 0), SECCOMP_RET_ALLOW);
		assert_int_equal(answer(p, number, TIOCSTI, 0), REFUSED);
		assert_int_equal(answer(p, number, TIOCLINUX, 0), REFUSED);
		assert_int_equal(answer(p, number, TIOCSPGRP, 0), REFUSED);
		assert_int_equal(answer(p, number, 0, 0), REFUSED);
		return;
	}
}

static void holds(const struct lock_call *call, size_t calls, enum lock_rule rest)
{
	struct lock_program p;

	lock_compile(&p, ARCH, call, calls, rest);
	for (int number = 0; number < NUMBERS; number++)
		goes_by_its_rule(&p, number, rule_of(call, calls, number, rest));
	assert_int_equal(answer(&p, 0x40000000, 0, 0), REFUSED);
	assert_int_equal(answer(&p, -1, 0, 0), REFUSED);
}

static void every_call_goes_by_its_rule(void **state)
{
	struct lock_call call[LOCK_CALLS_MAX];
	unsigned random = 1;

	(void)state;
	for (size_t calls = 0; calls <= 100; calls++) {
		for (size_t i = 0; i < calls; i++) {
			random = random * 1103515245 + 12345;
			/* without two of the same number */
			call[i] = (struct lock_call){ (int)(i * 11 + random / 65536 % 11),
				(enum lock_rule)(random / 1048576 % 4) };
		}
		for (size_t i = calls; i-- > 1;) {
			struct lock_call other = call[i];
			size_t j = (random = random * 1103515245 + 12345) / 65536 % (i + 1);

			call[i] = call[j];
			call[j] = other;
		}
		holds(call, calls, LOCK_REFUSE);
		holds(call, calls, LOCK_ALLOW);
	}
}

static void calls_that_a_processor_lacks_are_left_out(void **state)
{
	static const struct lock_call call[] = { { -1, LOCK_ALLOW }, { 5, LOCK_ALLOW },
		{ -1, LOCK_REFUSE } };
	struct lock_program p;

	(void)state;
	lock_compile(&p, ARCH, call, 3, LOCK_REFUSE);
	assert_int_equal(answer(&p, 5, 0, 0), SECCOMP_RET_ALLOW);
	assert_int_equal(answer(&p, 4, 0, 0), REFUSED);
	assert_int_equal(answer(&p, -1, 0, 0), REFUSED);
}

static void calls_of_another_processor_end_the_process(void **state)
{
	static const struct lock_call call[] = { { 1, LOCK_ALLOW } };
	struct seccomp_data d = { .nr = 1, .arch = AUDIT_ARCH_I386 };
	struct lock_program p;
	unsigned took;

	(void)state;
	lock_compile(&p, ARCH, call, 1, LOCK_ALLOW);
	assert_int_equal(run(&p, &d, &took), SECCOMP_RET_KILL_PROCESS);
}

static void a_call_is_found_in_a_few_steps(void **state)
{
	struct lock_call call[64];
	struct lock_program p;
	unsigned most = 0, took;

	(void)state;
	for (int i = 0; i < 64; i++)
		call[i] = (struct lock_call){ 7 * i, LOCK_ALLOW };
	lock_compile(&p, ARCH, call, 64, LOCK_REFUSE);
	for (int number = 0; number < NUMBERS; number++) {
		struct seccomp_data d = { .nr = number, .arch = ARCH };

		run(&p, &d, &took);
		most = took > most ? took : most;
	}
	assert_in_range(most, 1, 16);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_call_goes_by_its_rule),
		cmocka_unit_test(calls_that_a_processor_lacks_are_left_out),
		cmocka_unit_test(calls_of_another_processor_end_the_process),
		cmocka_unit_test(a_call_is_found_in_a_few_steps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
