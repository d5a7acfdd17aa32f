using System.Text.Json.Nodes;

namespace Delivery.Workflows.Tests.Support;

/// <summary>Builds definition documents in few words.</summary>
internal static class Flow
{
    public static JsonObject Activity(string id, string type, params (string Name, JsonNode? Value)[] members)
    {
        var json = new JsonObject { ["id"] = id, ["name"] = id, ["type"] = type, ["version"] = 1 };
        foreach (var (name, value) in members)
        {
            json[name] = value;
        }

        return json;
    }

    public static JsonObject Wrapped(string language, JsonNode? value, string typeName = "String") =>
        new() { ["typeName"] = typeName, ["expression"] = new JsonObject { ["type"] = language, ["value"] = value } };

    public static JsonObject Literal(JsonNode? value) => Wrapped("Literal", value);

    public static JsonObject Js(string script) => Wrapped("JavaScript", script);

    public static JsonObject Liquid(string template) => Wrapped("Liquid", template);

    public static JsonObject To(string target) => new() { ["typeName"] = "Object", ["memoryReference"] = new JsonObject { ["id"] = target } };

    public static JsonObject Line(string id, string? text = null) => Activity(id, "Elsa.WriteLine", ("text", Literal(text ?? id)));

    public static JsonObject LineJs(string id, string script) => Activity(id, "Elsa.WriteLine", ("text", Js(script)));

    public static JsonObject Event(string id, string? name = null, string? result = null)
    {
        var json = Activity(id, "Elsa.Event", ("eventName", Literal(name ?? id)));
        if (result is not null)
        {
            json["result"] = To(result);
        }

        return json;
    }

    public static JsonObject Decision(string id, string script) => Activity(id, "Elsa.FlowDecision", ("condition", Js(script)));

    public static JsonObject Fork(string id, params string[] branches) =>
        Activity(id, "Elsa.FlowFork", ("branches", Wrapped("Object", new JsonArray([.. branches.Select(branch => (JsonNode?)branch)]).ToJsonString())));

    public static JsonObject Join(string id, string mode) => Activity(id, "Elsa.FlowJoin", ("mode", Literal(mode)));

    public static JsonObject Set(string id, string variable, string script) =>
        Activity(id, "Elsa.SetVariable", ("variable", new JsonObject { ["id"] = variable }), ("value", Js(script)));

    public static JsonObject Script(string id, string script) => Activity(id, "Elsa.RunJavaScript", ("script", Literal(script)));

    public static JsonObject Complete(string id, params string[] outcomes) =>
        Activity(id, "Elsa.Complete", ("outcomes", Wrapped("Object", new JsonArray([.. outcomes.Select(outcome => (JsonNode?)outcome)]).ToJsonString())));

    public static JsonObject Interruptible(string id, JsonObject body, string message = "Stop", string? result = null)
    {
        var json = Activity(id, "Delivery.Interruptible", ("message", Literal(message)), ("body", body));
        if (result is not null)
        {
            json["result"] = To(result);
        }

        return json;
    }

    public static JsonObject Scope(string id, JsonObject body) => Activity(id, "Delivery.CompensationScope", ("body", body));

    /// <summary>Without a body when <paramref name="body"/> is null.</summary>
    public static JsonObject Step(string id, JsonObject? body, JsonObject? undo)
    {
        var json = Activity(id, "Delivery.CompensableStep");
        foreach (var (name, child) in new[] { ("body", body), ("undo", undo) })
        {
            if (child is not null)
            {
                json[name] = child;
            }
        }

        return json;
    }

    public static JsonObject With(this JsonObject activity, string member, JsonNode? value)
    {
        activity[member] = value;
        return activity;
    }

    public static JsonObject Sequence(string id, params JsonObject[] activities) =>
        Activity(id, "Elsa.Sequence", ("activities", new JsonArray([.. activities])));

    /// <summary>Arrows are <c>a->b</c> or <c>a:True->b</c>; without a port it is <c>Done</c>.</summary>
    public static JsonObject Chart(string id, JsonObject[] activities, params string[] arrows) => Activity(
        id,
        "Elsa.Flowchart",
        ("activities", new JsonArray([.. activities])),
        ("connections", new JsonArray([.. arrows.Select(Arrow)])));

    public static JsonObject Merging(this JsonObject activity, string mode)
    {
        activity["customProperties"] = new JsonObject { ["mergeMode"] = mode };
        return activity;
    }

    public static JsonObject Starting(this JsonObject activity)
    {
        activity["customProperties"] = new JsonObject { ["canStartWorkflow"] = true };
        return activity;
    }

    public static JsonObject Variable(string name, string type = "Object", string? value = null, bool persistent = true) => new()
    {
        ["id"] = $"v-{name}",
        ["name"] = name,
        ["typeName"] = type,
        ["value"] = value,
        ["storageDriverTypeName"] = persistent ? "WorkflowInstanceStorageDriver" : null,
    };

    public static JsonObject Document(JsonObject root, params JsonObject[] variables) => new()
    {
        ["id"] = "version-1",
        ["definitionId"] = "main",
        ["name"] = "Main",
        ["version"] = 1,
        ["variables"] = new JsonArray([.. variables]),
        ["options"] = new JsonObject(),
        ["root"] = root,
    };

    public static WorkflowDefinition Definition(JsonObject root, params JsonObject[] variables) =>
        WorkflowDefinition.From(Document(root, variables));

    private static JsonObject Arrow(string text)
    {
        var ends = text.Split("->");
        var source = ends[0].Split(':');
        return new JsonObject
        {
            ["source"] = new JsonObject { ["activity"] = source[0], ["port"] = source.Length > 1 ? source[1] : "Done" },
            ["target"] = new JsonObject { ["activity"] = ends[1], ["port"] = "In" },
        };
    }
}
