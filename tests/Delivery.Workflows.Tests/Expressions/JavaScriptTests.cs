using System.Text.Json.Nodes;
using Delivery.Workflows.Tests.Support;
using Shouldly;
using static Delivery.Workflows.Tests.Support.Flow;

namespace Delivery.Workflows.Tests.Expressions;

public sealed class JavaScriptTests
{
    private static string? Evaluate(string script, JsonObject[]? variables = null, StartInstance? start = null)
    {
        var instance = Instance.Start(Sequence("s", LineJs("l", script)), variables, start);
        instance.ShouldBeFinished();
        return instance.Lines.Single();
    }

    [Theory]
    [InlineData("1 + 1", "2")]
    [InlineData("return 'top level'", "top level")]
    [InlineData("({ a: [1, 2.5, null], b: true })", """{"a":[1,2.5,null],"b":true}""")]
    [InlineData("new Date(0)", "1970-01-01T00:00:00.000Z")]
    [InlineData("(async () => 'awaited')()", "awaited")]
    [InlineData("Promise.resolve(7)", "7")]
    [InlineData("undefined", "")]
    [InlineData("0.1 + 0.2", "0.30000000000000004")]
    [InlineData("true", "True")]
    [InlineData("'김치' + '찌개'", "김치찌개")]
    [InlineData("isNullOrEmpty('') && isNullOrWhiteSpace(' ') && isNullOrEmpty(null)", "True")]
    [InlineData("toJson({ b: 1, a: '한' })", """{"b":1,"a":"한"}""")]
    [InlineData("stringFromBase64(stringToBase64('밥'))", "밥")]
    [InlineData("parseGuid('{0A0B0C0D-0000-0000-0000-000000000001}')", "0a0b0c0d-0000-0000-0000-000000000001")]
    [InlineData("getWorkflowDefinitionId() + getWorkflowDefinitionVersion() + getWorkflowDefinitionVersionId()", "main1version-1")]
    [InlineData("getWorkflowInstanceId() + getCorrelationId()", "i1c1")]
    [InlineData("eval(\"getCorrelationId()\")", "c1")]
    [InlineData("[3,1,2].sort().map(n => n * 2).join()", "2,4,6")]
    public void Evaluate_Script_GivesItsValue(string script, string expected) => Evaluate(script).ShouldBe(expected);

    [Fact]
    public void Evaluate_Clock_IsTheBursts() =>
        Evaluate("new Date().toISOString() + ' ' + (Date.now() === +new Date())").ShouldBe("2026-03-01T09:00:00.000Z true");

    [Fact]
    public void Evaluate_Randomness_DependsOnTheInstanceAlone()
    {
        const string Script = "[Math.random(), newGuid(), newShortGuid(), newGuidString()].join()";
        var first = Evaluate(Script);

        Evaluate(Script).ShouldBe(first);
        Evaluate(Script, start: new StartInstance { InstanceId = "i2" }).ShouldNotBe(first);
        Evaluate("Math.random() === Math.random()").ShouldBe("False");
    }

    [Fact]
    public void Evaluate_VariablesObject_IsCopiedBack()
    {
        var instance = Instance.Start(
            Sequence("s", Script("a", "variables.Count += 2; variables.Names.push('lee'); variables.Fresh = 'new'; variables.Keep = null"), Event("wait"), LineJs("l", "toJson([variables.Count, variables.Names, variables.Fresh, variables.Keep])")),
            [Variable("Count", "Int32", "40"), Variable("Names", "List<String>", """["kim"]"""), Variable("Keep", "String", "kept")]);

        instance.Resume("wait").ShouldBeFinished().ShouldHaveSaid("""[42,["kim","lee"],"new","kept"]""");
    }

    [Fact]
    public void Evaluate_Accessors_ReachVariablesInputsAndOutputs()
    {
        var instance = Instance.Start(
            Sequence(
                "s",
                Script("Pick", "return { size: 3 }"),
                LineJs("l", "setTotal(getTotal() + 1); setVariable('extra', 5); return [getTotal(), getVariable('extra'), getcustomer_name(), getInput('customer_name'), getResultFromPick().size, getOutputFrom('Pick').size, getOutputFrom('Pick', 'Result').size, getLastResult().size].join()")),
            [Variable("total", "Int32", "9")],
            new StartInstance { InstanceId = "i1", Input = new JsonObject { ["customer_name"] = "kim" } });

        instance.ShouldBeFinished().ShouldHaveSaid("10,5,kim,kim,3,3,3,3");
    }

    [Fact]
    public void Evaluate_OutputOfAnEarlierBurst_IsStillThere()
    {
        var instance = Instance.Start(Sequence("s", Event("Order"), Event("wait"), LineJs("l", "getResultFromOrder().size + getLastResult().size")));

        instance.Resume("Order", new JsonObject { ["size"] = 3 }).Resume("wait", new JsonObject { ["size"] = 4 })
            .ShouldBeFinished().ShouldHaveSaid("7");
    }

    [Fact]
    public void Evaluate_OutputThatNoScriptReads_IsNotKept()
    {
        var instance = Instance.Start(Sequence("s", Event("Order"), Event("wait"))).Resume("Order", new JsonObject { ["secret"] = "s3cret" });

        System.Text.Encoding.UTF8.GetString(instance.State.Serialize()).ShouldNotContain("s3cret");
    }

    [Theory]
    [InlineData("nope()", "nope is not defined")]
    [InlineData("throw new Error('mine')", "mine")]
    [InlineData("(async () => { throw new Error('late') })()", "late")]
    [InlineData("new Promise(() => {})", "nothing will ever settle")]
    [InlineData("let = ;", "cannot be parsed")]
    [InlineData("parseGuid('x')", "not a GUID")]
    [InlineData("getOutputFrom('nobody')", "nobody")]
    public void Evaluate_ScriptFails_FaultsNamingTheInput(string script, string reason)
    {
        var instance = Instance.Start(Sequence("s", LineJs("l", script)));

        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        var incident = instance.State.Incidents.Single();
        incident.Message.ShouldContain("The input 'Text' of the activity 'l'");
        incident.Message.ShouldContain(reason, Case.Insensitive);
    }

    [Theory]
    [InlineData("System.IO.File.Exists('x')")]
    [InlineData("importNamespace('System')")]
    [InlineData("getCorrelationId.GetType().Assembly")]
    [InlineData("new Date().constructor.constructor('return process')()")]
    [InlineData("Atomics.wait")]
    public void Evaluate_ReachesForTheHost_Fails(string script) =>
        Instance.Start(Sequence("s", LineJs("l", script))).State.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);

    [Fact]
    public void Evaluate_GlobalLeftByAnotherScript_IsNotThere()
    {
        var instance = Instance.Start(Sequence("s", Script("a", "leak = 1; Array.prototype.leak = 2"), LineJs("l", "typeof leak + typeof [].leak")));

        instance.ShouldBeFinished().ShouldHaveSaid("undefinedundefined");
    }

    [Fact]
    public void Evaluate_CorrelationAndName_CanBeSet()
    {
        var instance = Instance.Start(Sequence("s", Script("a", "setCorrelationId('c2'); setWorkflowInstanceName('N')"), LineJs("l", "getCorrelationId() + getWorkflowInstanceName()")));

        instance.ShouldBeFinished().ShouldHaveSaid("c2N");
        instance.State.CorrelationId.ShouldBe("c2");
        instance.State.Name.ShouldBe("N");
    }
}
