using System.Text.Json;
using System.Text.Json.Nodes;
using Delivery.Workflows.Expressions;
using Delivery.Workflows.Graph;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Activities;

/// <summary>
/// A request to somebody else, which the host sends after the commit. Its result comes back as <c>{"kind": "response" | "timeout" |
/// "failedToConnect", "statusCode", "contentType", "headers", "body", "retries"}</c>.
/// </summary>
internal static class HttpCall
{
    public const string IntentKind = "Http.Send";

    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"];

    public static IReadOnlyList<InputDescriptor> Inputs { get; } =
    [
        Describe.Input("Url", "Uri", "Where it is sent.") with { IsRequired = true },
        HttpInputs.Items(Describe.Input("Method", "String", "How.", "dropdown", JsonValue.Create("GET")), Methods) with { Order = 1 },
        Describe.Input("Content", "Object", "The body; it needs a content type.") with { Order = 2 },
        HttpInputs.ContentType("The body's content type.") with { Order = 3 },
        Describe.Input("Authorization", "String", "The header Authorization.") with { Category = "Security", IsSensitive = true, Order = 4 },
        HttpInputs.Flag("DisableAuthorizationHeaderValidation", "Whether the header Authorization is sent as it is.", "Security") with { Order = 5 },
        // Headers carry keys as often as not: they are kept out of records like the header Authorization.
        HttpInputs.Headers("RequestHeaders", "Further headers.") with { IsSensitive = true, Order = 6 },
        Describe.Input("EnableResiliency", "Boolean", "Obsolete: choose a resilience strategy.", "checkbox") with { IsBrowsable = false },
    ];

    public static IReadOnlyList<OutputDescriptor> Outputs { get; } =
    [
        Describe.Output("StatusCode", "Int32", "The answer's status."),
        Describe.Output("ParsedContent", "Object", "The answer's body: JSON as a value, everything else as text."),
        Describe.Output("ResponseHeaders", "HttpHeaders", "The answer's headers, each with the list of its values."),
        Describe.Result("HttpResponseMessage", "Nothing: an answer is no value that could be kept."),
    ];

    public static JsonObject Resilience { get; } = new() { ["Resilient"] = true, ["ResilienceCategory"] = HttpInputs.Category };

    public static void Send(ActivityContext context)
    {
        var payload = new JsonObject
        {
            ["url"] = Url(context).AbsoluteUri,
            ["method"] = Method(context),
            ["headers"] = Headers(context),
        };
        if (context.Peek("Content") is { } content && context.Input<string>("ContentType") is { Length: > 0 } type)
        {
            payload["contentType"] = type;
            payload["body"] = HttpInputs.Write(content, type);
        }

        if (Strategy(context) is { } strategy)
        {
            payload["resilience"] = strategy;
        }

        var bookmark = context.CreateBookmark(
            new BookmarkRequest(BackgroundWork.Stimulus, new JsonObject { [BackgroundWork.JobId] = context.ActivityInstanceId }));
        context.AddEffect(new Intent(IntentKind, payload) { BookmarkId = bookmark.Id });
    }

    /// <summary>The status; null when there was no answer.</summary>
    public static int? Take(ActivityContext context, BookmarkResumption resumption, out bool timedOut)
    {
        var result = resumption.Input as JsonObject ?? [];
        timedOut = result.TextMember("kind") == "timeout";
        if (result["retries"] is JsonArray { Count: > 0 } retries)
        {
            context.AddJournalData("HasRetryAttempts", true);
            context.AddJournalData("RetryAttempts", retries);
        }

        if (result["resilience"] is { } strategy)
        {
            context.Properties["ResilienceStrategy"] = strategy.DeepClone();
        }

        if (result.TextMember("kind") != "response" || result.IntMember("statusCode") is not { } status)
        {
            return null;
        }

        context.SetOutput("StatusCode", status);
        context.SetOutput("ResponseHeaders", result["headers"]);
        context.SetOutput("ParsedContent", Parse(result.TextMember("body"), result.TextMember("contentType")));
        return status;
    }

    private static JsonNode? Parse(string? body, string? contentType)
    {
        if (string.IsNullOrEmpty(body) || !HttpInputs.IsJson(contentType))
        {
            return string.IsNullOrEmpty(body) ? null : JsonValue.Create(body);
        }

        try
        {
            return JsonValues.Parse(body);
        }
        catch (JsonException e)
        {
            throw new WorkflowFaultException($"The answer says that it is {contentType}, and it is not: {e.Message}");
        }
    }

    private static Uri Url(ActivityContext context) =>
        Uri.TryCreate(context.Input<string>("Url"), UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw new WorkflowFaultException($"'{context.Input<string>("Url")}' is no address that a request can be sent to. Write it as https://host/path.");

    private static string Method(ActivityContext context)
    {
        var method = context.Input<string>("Method")?.Trim().ToUpperInvariant();
        return string.IsNullOrEmpty(method) ? "GET" : method.All(char.IsAsciiLetterUpper)
            ? method
            : throw new WorkflowFaultException($"'{method}' is no HTTP method. Choose one.");
    }

    private static JsonObject Headers(ActivityContext context)
    {
        var headers = HttpInputs.ReadHeaders(context.Peek("RequestHeaders"));
        if (context.Input<string>("Authorization") is { Length: > 0 } authorization)
        {
            headers["Authorization"] = new JsonArray(JsonValue.Create(authorization));
        }

        return headers;
    }

    /// <summary>What says how to retry: a strategy's id, or a strategy; null when nothing does.</summary>
    private static JsonNode? Strategy(ActivityContext context)
    {
        if ((context.Node.Json["customProperties"] as JsonObject)?.Member("resilienceStrategy") is not JsonObject setting)
        {
            return null;
        }

        return setting.TextMember("mode") == "Expression"
            ? (context.Node.Plan as Expression)?.Evaluate(new EvaluationScope(context.Execution))?.DeepClone()
            : JsonValues.TextOrNull(setting["strategyId"]) is { Length: > 0 } id ? JsonValue.Create(id) : null;
    }

    public static Expression? Compile(Node node, ExpressionCompiler expressions) =>
        (node.Json["customProperties"] as JsonObject)?.Member("resilienceStrategy") is JsonObject setting && setting.Member("expression") is JsonObject expression
            ? expressions.Compile(expression)
            : null;
}
