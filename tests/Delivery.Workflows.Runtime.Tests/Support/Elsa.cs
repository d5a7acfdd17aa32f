using System.Text.Json.Nodes;

namespace Delivery.Workflows.Runtime.Tests.Support;

/// <summary>Writes Elsa's JSON for definitions under test.</summary>
internal static class Elsa
{
    /// <summary>A workflow whose activities run one after the other; the first may start it.</summary>
    public static WorkflowDefinition Sequence(string definitionId, params JsonObject[] activities) =>
        SequenceWith([], definitionId, activities);

    /// <summary>The same with options.</summary>
    public static WorkflowDefinition SequenceWith(JsonObject options, string definitionId, params JsonObject[] activities) =>
        WorkflowDefinition.Parse(new JsonObject
        {
            ["definitionId"] = definitionId,
            ["name"] = definitionId,
            ["version"] = 1,
            ["options"] = options,
            ["root"] = new JsonObject
            {
                ["id"] = "root",
                ["type"] = "Elsa.Sequence",
                ["version"] = 1,
                ["activities"] = new JsonArray([.. activities]),
            },
        }.ToJsonString());

    /// <summary>A first activity that starts the workflow with a message.</summary>
    public static JsonObject StartsWith(string message) =>
        Activity(WaitActivity.Type, "start", ("message", Literal("String", message))).With("canStartWorkflow", true);

    public static JsonObject WaitsFor(string message, string id = "wait") =>
        Activity(WaitActivity.Type, id, ("message", Literal("String", message)));

    public static JsonObject Asks(string id, string? timeout = null) =>
        timeout is null ? Activity(AskActivity.Type, id) : Activity(AskActivity.Type, id, ("timeout", Literal("TimeSpan", timeout)));

    public static JsonObject Scope(string id, params JsonObject[] activities)
    {
        var scope = Activity("Delivery.CompensationScope", id);
        scope["body"] = new JsonObject { ["id"] = $"{id}-body", ["type"] = "Elsa.Sequence", ["version"] = 1, ["activities"] = new JsonArray([.. activities]) };
        return scope;
    }

    /// <summary>A step that does nothing but leave its undo, which is tried twice.</summary>
    public static JsonObject Step(string id, JsonObject undo)
    {
        var step = Activity("Delivery.CompensableStep", id, ("undoAttempts", Literal("Int32", "2")), ("undoDelay", Literal("TimeSpan", "00:00:10")));
        step["undo"] = undo;
        return step;
    }

    public static JsonObject Probe(string id = "probe") => Activity(ProbeActivity.Type, id);

    public static JsonObject Intends(string id = "intend", bool waits = true) =>
        Activity(IntendActivity.Type, id, ("waits", Literal("Boolean", waits ? "true" : "false")));

    public static JsonObject Script(string id, string script) => Activity("Elsa.RunJavaScript", id, ("script", Literal("String", script)));

    public static JsonObject Delay(string id, string time) => Activity("Elsa.Delay", id, ("timeSpan", Literal("TimeSpan", time)));

    public static JsonObject Event(string id, string name) => Activity("Elsa.Event", id, ("eventName", Literal("String", name)));

    public static JsonObject Publish(string id, string name, bool local = false) => Activity(
        "Elsa.PublishEvent", id, ("eventName", Literal("String", name)), ("isLocalEvent", Literal("Boolean", local ? "true" : "false")));

    public static JsonObject Activity(string type, string id, params (string Name, JsonNode Value)[] inputs)
    {
        var activity = new JsonObject
        {
            ["id"] = id,
            ["name"] = id,
            ["type"] = type,
            ["version"] = 1,
            ["customProperties"] = new JsonObject(),
            ["metadata"] = new JsonObject(),
        };
        foreach (var (name, value) in inputs)
        {
            activity[name] = value;
        }

        return activity;
    }

    public static JsonObject Literal(string type, string value) => Expression(type, "Literal", value);

    public static JsonObject Expression(string type, string language, string value) => new()
    {
        ["typeName"] = type,
        ["expression"] = new JsonObject { ["type"] = language, ["value"] = value },
    };

    public static JsonObject With(this JsonObject activity, string property, JsonNode value)
    {
        activity["customProperties"]![property] = value;
        return activity;
    }

    public static JsonObject ActivationStrategy(string name) =>
        new() { ["activationStrategyType"] = $"Elsa.Workflows.Runtime.ActivationValidators.{name}Strategy, Elsa.Workflows.Runtime" };
}
