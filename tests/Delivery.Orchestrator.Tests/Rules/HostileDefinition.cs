using System.Text.Json.Nodes;
using Delivery.Workflows;

namespace Delivery.Orchestrator.Tests.Rules;

/// <summary>Definitions that have more ways than anybody can follow.</summary>
internal static class HostileDefinition
{
    /// <summary>In a loop any of so many variables is set or not, and all of them decide: each combination is a way of its own.</summary>
    public static WorkflowDefinition WithSwitches(int count)
    {
        var numbers = Enumerable.Range(0, count).ToList();
        var activities = new JsonArray(
        [
            Activity("placed", "Delivery.Orders.OrderPlaced", ("customProperties", new JsonObject { ["canStartWorkflow"] = true })),
            Activity("any", "Elsa.FlowSwitch", ("cases", new JsonArray([.. numbers.Select(number => Case($"{number}", "getOrder() === 1"))]))),
            .. numbers.Select(number => Activity(
                $"set{number}", "Elsa.SetVariable", ("variable", new JsonObject { ["id"] = $"v{number}" }), ("value", Wrapped("Literal", "yes")))),
            Activity("all", "Elsa.FlowDecision", ("condition", Wrapped("JavaScript", string.Join(" && ", numbers.Select(number => $"getFlag{number}() === \"yes\""))))),
        ]);
        var connections = new JsonArray(
        [
            Arrow("placed", "Done", "any"),
            .. numbers.Select(number => Arrow("any", $"{number}", $"set{number}")),
            .. numbers.Select(number => Arrow($"set{number}", "Done", "all")),
            Arrow("all", "False", "any"),
        ]);
        return WorkflowDefinition.From(new JsonObject
        {
            ["definitionId"] = "hostile",
            ["id"] = "hostile-1",
            ["version"] = 1,
            ["customProperties"] = new JsonObject { ["Delivery.OrderLifecycle"] = true },
            ["variables"] = new JsonArray([Variable("order", "Order"), .. numbers.Select(number => Variable($"v{number}", $"Flag{number}"))]),
            ["root"] = Activity("chart", "Elsa.Flowchart", ("activities", activities), ("connections", connections)),
        });
    }

    private static JsonObject Variable(string id, string name) =>
        new JsonObject { ["id"] = id, ["name"] = name, ["typeName"] = "String", ["storageDriverTypeName"] = "WorkflowInstanceStorageDriver" };

    private static JsonObject Case(string label, string condition) =>
        new JsonObject { ["label"] = label, ["condition"] = new JsonObject { ["type"] = "JavaScript", ["value"] = condition } };

    private static JsonObject Activity(string id, string type, params (string Name, JsonNode Value)[] members)
    {
        var json = new JsonObject { ["id"] = id, ["name"] = id, ["type"] = type, ["version"] = 1 };
        foreach (var (name, value) in members)
        {
            json[name] = value;
        }

        return json;
    }

    private static JsonObject Wrapped(string language, string value) =>
        new() { ["typeName"] = "Object", ["expression"] = new JsonObject { ["type"] = language, ["value"] = value } };

    private static JsonObject Arrow(string source, string port, string target) => new JsonObject
    {
        ["source"] = new JsonObject { ["activity"] = source, ["port"] = port },
        ["target"] = new JsonObject { ["activity"] = target, ["port"] = "In" },
    };
}
