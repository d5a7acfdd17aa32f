using System.Text.Json.Nodes;
using Delivery.Workflows.Tests.Support;
using static Delivery.Workflows.Tests.Support.Flow;

namespace Delivery.Workflows.Tests.Nesting;

public sealed class NestedArgumentTests
{
    [Theory]
    [InlineData("Input", """{"name":"Text"}""")]
    [InlineData("JavaScript", """getInput("Text")""")]
    public void Execute_ArgumentPassedOnUnderItsName_ReachesTheInnermostWorkflow(string language, string value)
    {
        var inner = Workflow("inner", Line("say"), Wrapped("JavaScript", """getInput("Text")"""));
        var outer = Workflow("outer", Activity("call", "Inner", ("workflowDefinitionId", "inner")), Wrapped(language, value));
        var main = Definition(Activity("start", "Outer", ("workflowDefinitionId", "outer"), ("text", Literal("hello"))));

        Instance.Start(main, resolve: reference => reference.DefinitionId == "inner" ? inner : outer).ShouldBeFinished().ShouldHaveSaid("hello");
    }

    private static WorkflowDefinition Workflow(string id, JsonObject root, JsonObject text)
    {
        root["text"] = text;
        var document = Document(root);
        document["definitionId"] = id;
        document["id"] = id + "-1";
        document["name"] = id;
        document["inputs"] = new JsonArray(new JsonObject { ["type"] = "String", ["name"] = "Text" });
        document["options"] = new JsonObject { ["usableAsActivity"] = true };
        return WorkflowDefinition.From(document);
    }
}
