using System.Text.Json.Nodes;

namespace Delivery.Workflows.Runtime.Tests.Support;

/// <summary>Writes Elsa's JSON for workflows that are called over HTTP.</summary>
internal static class HttpElsa
{
    /// <summary>Takes a request, asks somebody else, then answers.</summary>
    public static WorkflowDefinition CallingFirst(string url) => Elsa.Sequence(
        "ask", Endpoint("ask"), Elsa.Activity("Elsa.FlowSendHttpRequest", "call", ("url", Elsa.Literal("Uri", url))), Answer("'done'"));

    public static JsonObject Endpoint(string path, string method = "GET", bool authorize = false, string id = "endpoint") => Elsa.Activity(
        "Elsa.HttpEndpoint",
        id,
        ("path", Elsa.Literal("String", path)),
        ("supportedMethods", Elsa.Expression("List<String>", "Object", $"[\"{method}\"]")),
        ("authorize", Elsa.Literal("Boolean", authorize ? "true" : "false")),
        ("routeData", Output("R")),
        ("queryStringData", Output("Q")),
        ("parsedContent", Output("P")),
        ("file", Output("F"))).With("canStartWorkflow", true);

    public static JsonObject Waiting(string path) => Elsa.Activity("Elsa.HttpEndpoint", "endpoint", ("path", Elsa.Expression("String", "JavaScript", path)));

    public static JsonObject Answer(string script) => Elsa.Activity(
        "Elsa.WriteHttpResponse",
        "answer",
        ("content", Elsa.Expression("Object", "JavaScript", script)),
        ("statusCode", Elsa.Literal("HttpStatusCode", "Created")),
        ("responseHeaders", Elsa.Expression("HttpHeaders", "Object", """{"X-Kitchen":"7"}""")));

    /// <summary>A name that no variable has: the sequence then keeps it as one of its own.</summary>
    private static JsonObject Output(string name) => new() { ["typeName"] = "Object", ["memoryReference"] = new JsonObject { ["id"] = name } };
}
