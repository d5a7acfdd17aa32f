using System.Text.Json.Nodes;
using Shouldly;
using static Delivery.Workflows.Tests.Support.Flow;

namespace Delivery.Workflows.Tests.Values;

public sealed class OutputConverterTests
{
    [Fact]
    public void Complete_OutputWithConverter_IsBoundConvertedAndRecordedAsItWas()
    {
        var (burst, problems) = Run("""{ "id": "pad", "settings": { "width": 5 } }""", "'7'");

        problems.ShouldBeEmpty();
        burst.Effects.ShouldBe([new WriteLine("    7")]);
        burst.Records.Single(record => record.ActivityId == "js").Outputs!["Result"]!.GetValue<string>().ShouldBe("7");
    }

    [Theory]
    [InlineData("""{ "id": "nobody" }""", "'7'", "goes through the converter 'nobody', which this host does not have")]
    [InlineData("""{ "id": "pad" }""", "'7'", "has a converter 'pad' with wrong settings: width is missing")]
    public void Complete_ConverterThatCannotBeUsed_IsRefusedAndFaults(string converter, string script, string message)
    {
        var (burst, problems) = Run(converter, script);

        problems.ShouldHaveSingleItem().ShouldContain(message);
        Fault(burst).ShouldContain(message);
    }

    [Theory]
    [InlineData(5, "7", "is no String, which its converter 'pad' takes")]
    [InlineData(0, "'7'", "cannot be converted by 'pad': no room")]
    [InlineData(-1, "'7'", "comes out of its converter 'pad' as something else than the String that it promises")]
    public void Complete_ConverterThatFails_Faults(int width, string script, string message)
    {
        var (burst, problems) = Run($$"""{ "id": "pad", "settings": { "width": {{width}} } }""", script);

        problems.ShouldBeEmpty();
        Fault(burst).ShouldContain(message);
    }

    [Fact]
    public void Validate_ConverterForAnotherType_IsAnError()
    {
        var task = Activity("task", "Elsa.If", ("condition", Literal("true")));
        task["result"] = Output("""{ "id": "pad", "settings": { "width": 5 } }""");
        var bundle = WorkflowBundle.Create(Definition(task, Variable("Text", "String")));

        Engine().Validate(bundle).Where(problem => problem.IsError).ShouldHaveSingleItem().Message.ShouldContain("is a Boolean, and its converter 'pad' takes a String");
    }

    [Fact]
    public void Add_SameConverterTwice_IsRefused() =>
        Should.Throw<ArgumentException>(() => new ActivityCatalog().Add(new Pad()).Add(new Pad())).Message.ShouldContain("pad");

    private static (Burst Burst, IEnumerable<string> Problems) Run(string converter, string script)
    {
        var activity = Activity("js", "Elsa.RunJavaScript", ("script", Literal("return " + script)));
        activity["result"] = Output(converter);
        var bundle = WorkflowBundle.Create(Definition(Sequence("s", activity, LineJs("l", "variables.Text")), Variable("Text", "String")));
        return (
            Engine().Start(bundle, new StartInstance { InstanceId = "i" }, DateTimeOffset.UnixEpoch),
            Engine().Validate(bundle).Where(problem => problem.IsError).Select(problem => problem.Message));
    }

    private static WorkflowEngine Engine() => new(new ActivityCatalog().Add(new Pad()));

    private static JsonObject Output(string converter) => new()
    {
        ["typeName"] = "Object", ["memoryReference"] = new JsonObject { ["id"] = "v-Text" }, ["converter"] = JsonNode.Parse(converter),
    };

    private static string Fault(Burst burst)
    {
        burst.State.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        return burst.NewIncidents.ShouldHaveSingleItem().Message;
    }

    private sealed class Pad : OutputConverter
    {
        public override string Id => "pad";

        public override string SourceType => "String";

        public override string ResultType => "String";

        public override IEnumerable<string> Problems(JsonObject settings)
        {
            if (settings["width"] is null)
            {
                yield return "width is missing";
            }
        }

        public override JsonNode? Convert(JsonNode? value, JsonObject settings) => settings["width"]!.GetValue<int>() switch
        {
            0 => throw new InvalidOperationException("no room"),
            < 0 => 1,
            var width => value?.GetValue<string>().PadLeft(width),
        };
    }
}
