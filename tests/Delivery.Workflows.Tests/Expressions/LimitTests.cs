using Delivery.Workflows.Tests.Support;
using Shouldly;
using static Delivery.Workflows.Tests.Support.Flow;

namespace Delivery.Workflows.Tests.Expressions;

public sealed class LimitTests
{
    private static string Refused(System.Text.Json.Nodes.JsonObject text, Action<ExpressionLimits>? configure = null)
    {
        var options = new WorkflowEngineOptions();
        configure?.Invoke(options.Expressions);
        var instance = Instance.Start(Sequence("s", Activity("l", "Elsa.WriteLine", ("text", text))), options: options);
        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        var exception = instance.State.Incidents.Single().Exception!.InnerException!;
        exception.Type.ShouldBe(nameof(ExpressionLimitException), exception.Message);
        return exception.Message;
    }

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("(async () => { await null; while (true) { } })()")]
    [InlineData("try { while (true) { } } catch { 'caught' }")]
    public void JavaScript_TooManyStatements_IsRefused(string script) => Refused(Js(script)).ShouldContain("100000 statements");

    [Theory]
    [InlineData("let s = 'x'; for (let i = 0; i < 40; i++) s += s; s.length")]
    [InlineData("new Array(1e9)")]
    [InlineData("Array.from({ length: 1e7 })")]
    public void JavaScript_TooMuchMemory_IsRefused(string script) => Refused(Js(script)).ShouldContain("memory");

    [Theory]
    [InlineData("'x'.repeat(1e9)")]
    [InlineData("'x'['re' + 'peat'](1e9)")]
    [InlineData("'x'.r\\u0065peat(1e9)")]
    [InlineData("'x'.padEnd(1e9)")]
    [InlineData("'x'.repeat(20000).replace(/x/g, 'y'.repeat(20000))")]
    [InlineData("'x'.repeat(20000).replaceAll('x', 'y'.repeat(20000))")]
    [InlineData("'x'.repeat(20000).replace(/x/g, '$`')")]
    [InlineData("Array(9999).join('x'.repeat(20000))")]
    [InlineData("'' + Array(9999).fill('x'.repeat(20000))")]
    [InlineData("JSON.stringify(Array(9999).fill('x'.repeat(20000)))")]
    [InlineData("const a = Array(9999).fill(1); Array(9999).fill(a).flat()")]
    [InlineData("const a = Array(9999).fill(1); [].concat(...Array(99).fill(a))")]
    [InlineData("Array.prototype.forEach.call({ length: 2 ** 53 - 1 }, x => x)")]
    [InlineData("Array.prototype.includes.call({ length: 2 ** 53 - 1 }, 1)")]
    public void JavaScript_OneStepThatMakesTooMuch_IsRefusedBeforehand(string script)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();

        Refused(Js(script));

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(64 * 1024 * 1024);
    }

    [Theory]
    [InlineData("function f(n) { return f(n + 1) + 1 } f(0)")]
    [InlineData("class A { get x() { return this.x } } new A().x")]
    public void JavaScript_TooDeepRecursion_IsRefused(string script) => Refused(Js(script)).ShouldContain("100 times deep");

    [Theory]
    [InlineData("'x'.repeat(300000)")]
    [InlineData("Array(40000).fill('abcdefgh')")]
    [InlineData("setVariable('v', 'x'.repeat(300000))")]
    public void JavaScript_TooLongResult_IsRefused(string script) => Refused(Js(script)).ShouldContain("262144 characters");

    [Theory]
    [InlineData("const a = []; a.push(a); a")]
    [InlineData("const o = {}; o.self = o; ({ o })")]
    public void JavaScript_ResultThatContainsItself_IsRefused(string script) => Refused(Js(script)).ShouldContain("contains itself");

    [Fact]
    public void JavaScript_TooLong_IsRefused() =>
        Refused(Js("while (true) { }"), limits => (limits.MaxStatements, limits.Timeout) = (int.MaxValue - 1, TimeSpan.FromMilliseconds(50)))
            .ShouldContain("longer than 00:00:00.05");

    [Fact]
    public void JavaScript_RegularExpressionThatBacktracks_IsRefused() =>
        Refused(Js("/(a+)+$/.test('a'.repeat(60) + 'b')"), limits => limits.Timeout = TimeSpan.FromMilliseconds(100)).ShouldContain("regular expression");

    [Theory]
    [InlineData("""["한", "글"].join('-')""", "한-글")]
    [InlineData("'a-b'.replace('-', '+').replaceAll('a', 'c').padEnd(5, '.')", "c+b..")]
    [InlineData("JSON.stringify({ a: [1, 'x'] }, null, 0)", """{"a":[1,"x"]}""")]
    [InlineData("[1, [2, [3]]].flat(2).concat([4], 5).toString()", "1,2,3,4,5")]
    [InlineData("let s = ''; for (const i in [7]) s += i; s", "0")]
    [InlineData("['b', 'a'].sort((x, y) => x < y ? -1 : 1)[0]", "a")]
    public void JavaScript_GuardedFunctions_StillWork(string script, string expected) =>
        Instance.Start(LineJs("l", script)).ShouldBeFinished().ShouldHaveSaid(expected);

    [Fact]
    public void Liquid_TooManyRounds_IsRefused() =>
        Refused(Liquid("{% for a in (1..1000) %}{% for b in (1..1000) %}{% endfor %}{% endfor %}")).ShouldContain("10000 times");

    [Theory]
    [InlineData("{% for a in (1..11) %}{% endfor %}")]
    [InlineData("{% for a in (1..2000000000) %}{% endfor %}")]
    [InlineData("{% for a in (1..3) %}{% for b in (1..4) %}{% endfor %}{% endfor %}")]
    [InlineData("{% tablerow a in (1..11) %}{% endtablerow %}")]
    public void Liquid_MoreRoundsThanTheHostAllows_IsRefusedAndTheIncidentSaysWhy(string template) =>
        Refused(Liquid(template), limits => (limits.MaxLiquidIterations, limits.Timeout) = (10, TimeSpan.FromMinutes(1))).ShouldBe("The template looped more than 10 times.");

    [Fact]
    public void Liquid_AsManyRoundsAsTheHostAllows_IsRun() =>
        Allowed(Liquid("{% for a in (1..10) %}{% endfor %}"), limits => limits.MaxLiquidIterations = 10);

    [Fact]
    public void Liquid_TooLongOutput_IsRefused() =>
        Refused(Liquid("{% for a in (1..9000) %}" + new string('x', 100) + "{% endfor %}")).ShouldContain("262144 characters");

    [Fact]
    public void Liquid_TextThatDoublesItself_IsRefused() =>
        Refused(Liquid("{% assign t = 'xxxxxxxxxxxxxxxx' %}{% for a in (1..40) %}{% assign t = t | append: t %}{% endfor %}{{ t | size }}")).ShouldContain("longer than 262144");

    [Fact]
    public void Liquid_ListThatDoublesItself_IsRefused() =>
        Refused(Liquid("{% assign l = '1,2,3,4' | split: ',' %}{% for a in (1..40) %}{% assign l = l | concat: l %}{% endfor %}{{ l | size }}")).ShouldContain("100000 elements");

    [Fact]
    public void Liquid_ReplacementsInARow_AreRefused() =>
        Refused(Liquid("{% assign t = 'xxxxxxxxxxxxxxxx' %}{{ t | replace: 'x', t | replace: 'x', t | replace: 'x', t | replace: 'x', t | replace: 'x', t | replace: 'x', t }}"))
            .ShouldContain("longer than 262144");

    [Fact]
    public void Limits_LoweredByTheHost_AreTheOnesThatHold()
    {
        Refused(Js("for (let i = 0; i < 100; i++) { }"), limits => limits.MaxStatements = 50).ShouldContain("more than 50 statements");
        Refused(Js("let s = 'x'; for (let i = 0; i < 16; i++) s += s; s.length"), limits => limits.MaxMemory = 64 * 1024);
        Refused(Js("const f = n => n === 0 ? 0 : f(n - 1); f(20)"), limits => limits.MaxRecursion = 10).ShouldContain("10 times deep");
        Refused(Js("Array.from({ length: 50 }).length"), limits => limits.MaxArrayLength = 20);
        Refused(Js("'x'.repeat(200)"), limits => limits.MaxOutput = 100).ShouldContain("100 characters");
    }

    [Fact]
    public void Limits_RaisedByTheHost_AreTheOnesThatHold()
    {
        Allowed(Js("for (let i = 0; i < 200000; i++) { } 1"), limits => limits.MaxStatements = 1_000_000);
        Allowed(Js("const f = n => n === 0 ? 0 : f(n - 1); f(150)"), limits => limits.MaxRecursion = 200);
        Allowed(Js("'x'.repeat(300000)"), limits => limits.MaxOutput = 400_000);
        Allowed(Liquid("{% for a in (1..20000) %}{% endfor %}"), limits => limits.MaxLiquidIterations = 30_000);
    }

    private static void Allowed(System.Text.Json.Nodes.JsonObject text, Action<ExpressionLimits> configure)
    {
        var options = new WorkflowEngineOptions();
        configure(options.Expressions);
        options.Expressions.Timeout = TimeSpan.FromMinutes(1);
        Instance.Start(Sequence("s", Activity("l", "Elsa.WriteLine", ("text", text))), options: options).ShouldBeFinished();
    }
}
