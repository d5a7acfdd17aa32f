using System.Text.Json.Nodes;
using Delivery.Workflows.Tests.Support;
using Shouldly;
using static Delivery.Workflows.Tests.Support.Flow;

namespace Delivery.Workflows.Tests.Definitions;

public sealed class DefinitionCheckerTests
{
    private static IReadOnlyList<DefinitionProblem> Check(JsonObject root, params JsonObject[] variables) =>
        Instance.Engine().Validate(WorkflowBundle.Create(Definition(root, variables)));

    [Fact]
    public void Check_SoundDefinition_FindsNothing() =>
        Check(Chart("f", [Decision("d", "getN() > 1"), Set("a", "v-N", "2"), Event("e", result: "v-N")], "d:True->a", "d:False->e"), Variable("N", "Int32")).ShouldBeEmpty();

    public static TheoryData<string, JsonObject, bool, string> Mistakes => new()
    {
        { "script", Sequence("s", LineJs("x", "let = ;")), true, "is not JavaScript" },
        { "template", Sequence("s", Activity("x", "Elsa.WriteLine", ("text", Liquid("{% for %}")))), true, "is not Liquid" },
        { "language", Sequence("s", Activity("x", "Elsa.WriteLine", ("text", Wrapped("Python", "1")))), true, "Use JavaScript or Liquid" },
        { "variable", Sequence("s", Set("x", "v-Ghost", "1")), true, "not in scope" },
        { "reference", Sequence("s", Activity("x", "Elsa.WriteLine", ("text", Wrapped("Variable", """{"id":"v-Ghost"}""")))), true, "not in scope" },
        { "type", Sequence("s", Activity("x", "Acme.Teleport")), true, "Acme.Teleport" },
        { "output", Sequence("s", Event("x", result: "Ghost")), false, "neither a variable in scope nor an output" },
        { "connection", Chart("x", [Line("a")], "a->ghost"), false, "not there" },
        { "join", Chart("f", [Decision("d", "true"), Line("a"), Line("b"), Join("x", "WaitAll")], "d:True->a", "d:False->b", "a->x", "b->x"), false, "waits for ever" },
        { "merge", Chart("f", [Fork("k", "A", "B"), Line("a"), Decision("d", "true"), Line("x").Merging("Merge")], "k:A->a", "k:B->d", "d:True->x", "a->x"), false, "waits for ever" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Check_Mistake_IsFoundWhereItIs(string mistake, JsonObject root, bool isError, string message)
    {
        var problem = Check((JsonObject)root.DeepClone()).Single();

        problem.IsError.ShouldBe(isError, mistake);
        problem.ActivityNodeId.ShouldNotBeNull().Split(':').Last().ShouldBe("x");
        problem.Message.ShouldContain(message);
    }

    [Fact]
    public void Check_JoinBehindAFork_IsSound() =>
        Check(Chart("f", [Fork("k", "A", "B"), Line("a"), Line("b"), Join("j", "WaitAll")], "k:A->a", "k:B->b", "a->j", "b->j")).ShouldBeEmpty();

    [Fact]
    public void Check_VariableWithoutStorageDriver_IsAWarning() =>
        Check(Line("x"), Variable("N", persistent: false)).Single().Message.ShouldContain("storage driver");

    [Fact]
    public void Check_DuplicateIds_AreAnError() => Check(Sequence("s", Line("a"), Line("a"))).Single().IsError.ShouldBeTrue();

    [Fact]
    public void Check_InputsOfTheSameName_AreAnError()
    {
        var document = Document(Line("x"));
        document["inputs"] = new JsonArray(new JsonObject { ["name"] = "A", ["type"] = "String" }, new JsonObject { ["name"] = "A", ["type"] = "Int32" });

        Instance.Engine().Validate(WorkflowBundle.Create(WorkflowDefinition.From(document))).Single().Message.ShouldContain("'A'");
    }
}
