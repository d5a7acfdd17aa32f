using System.Text.Json.Nodes;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Activities;

/// <summary>Waits for an HTTP request, or starts a workflow with one.</summary>
/// <remarks>
/// What a request must be like travels with the bookmark, so that the host judges it before it wakes the instance. What comes is
/// <c>{"requestId", "content", "routeData", "query", "headers", "files", "violation"}</c>.
/// </remarks>
internal sealed class HttpEndpointActivity : Activity
{
    public const string Stimulus = "Elsa.HttpEndpoint";

    private static readonly string[] Limits = ["Authorize", "Policy", "RequestTimeout", "RequestSizeLimit", "FileSizeLimit"];
    private static readonly string[] Lists = ["AllowedFileExtensions", "BlockedFileExtensions", "AllowedMimeTypes"];
    private static readonly string[] Exposed =
    [
        "ExposeRequestTooLargeOutcome", "ExposeFileTooLargeOutcome", "ExposeInvalidFileExtensionOutcome", "ExposeInvalidFileMimeTypeOutcome",
    ];

    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = Stimulus,
        DisplayName = "HTTP Endpoint",
        Category = HttpInputs.Category,
        Description = "Waits for an HTTP request, or starts a workflow with one.",
        Kind = ActivityKind.Trigger,
        WaitsForOthers = true,
        Inputs =
        [
            Describe.Input("Path", "String", "The path, with {parameters}."),
            Describe.Input("SupportedMethods", "List<String>", "The methods.", "checklist", new JsonArray("GET")) with
            {
                UISpecifications = new JsonObject
                {
                    ["checklist"] = new JsonObject
                    {
                        ["checkList"] = new JsonObject
                        {
                            ["items"] = new JsonArray([.. new[] { "GET", "POST", "PUT", "HEAD", "DELETE" }
                                .Select(method => new JsonObject { ["text"] = method, ["value"] = method })]),
                            ["isFlagsEnum"] = false,
                        },
                    },
                },
            },
            HttpInputs.Flag("Authorize", "Whether only known callers may come in.", "Security"),
            Describe.Input("Policy", "String", "The policy that callers must meet.") with { Category = "Security" },
            Describe.Input("RequestTimeout", "TimeSpan?", "How long a caller waits for an answer.") with { Category = "Upload" },
            Describe.Input("RequestSizeLimit", "Int64?", "The largest request in bytes.") with { Category = "Upload" },
            Describe.Input("FileSizeLimit", "Int64?", "The largest file in bytes.") with { Category = "Upload" },
            .. Lists.Select(name => Describe.Input(name, "List<String>", "Which files may be sent.", "multitext") with { Category = "Upload" }),
            .. Exposed.Select(name => HttpInputs.Flag(name, "Whether such a request leaves by an outcome of its own.", "Outcomes") with { IsWrapped = false }),
        ],
        Outputs =
        [
            Describe.Output("ParsedContent", "Object", "The body."),
            Describe.Output("Files", "Object", "The files that were sent."),
            Describe.Output("File", "Object", "The first of them."),
            Describe.Output("RouteData", "ObjectDictionary", "The path's parameters."),
            Describe.Output("QueryStringData", "ObjectDictionary", "The query."),
            Describe.Output("Headers", "ObjectDictionary", "The headers."),
            Describe.Result("HttpRequest", "Nothing: a request is no value that could be kept."),
        ],
    };

    // What it waits for went out with the bookmark.
    public override bool EvaluatesInputsOnResume => false;

    public override void Execute(ActivityContext context)
    {
        if (context.IsTrigger)
        {
            Take(context, context.TriggerInput);
            return;
        }

        foreach (var request in Requests(context.Input, context.Input<string[]>("SupportedMethods"), message => new WorkflowFaultException(message)))
        {
            context.CreateBookmark(request);
        }
    }

    public override void Resume(ActivityContext context, BookmarkResumption resumption) => Take(context, resumption.Input);

    public override IReadOnlyList<BookmarkRequest> Triggers(TriggerContext context) =>
        [.. Requests(context.Input, context.Input<string[]>("SupportedMethods"), message => new WorkflowDefinitionException(message))];

    private static IEnumerable<BookmarkRequest> Requests(Func<string, JsonNode?> input, string?[]? methods, Func<string, Exception> refuse)
    {
        var path = (JsonValues.TextOrNull(input("Path")) ?? "").Trim();
        if (path.Contains("//", StringComparison.Ordinal))
        {
            throw refuse($"The path '{path}' has an empty part. Write each slash once.");
        }

        var template = path.Trim('/');
        var limits = new JsonObject();
        foreach (var name in Limits.Concat(Lists).Concat(Exposed))
        {
            limits[name] = input(name)?.DeepClone();
        }

        foreach (var method in (methods is { Length: > 0 } ? methods : ["GET"]).Select(method => Named(method, refuse)).Distinct())
        {
            var payload = (JsonObject)limits.DeepClone();
            (payload["Path"], payload["Method"], payload["Template"]) = (template.ToLowerInvariant(), method, template);
            yield return new BookmarkRequest(Stimulus, payload) { NotInHash = [.. limits.Select(limit => limit.Key), "Template"] };
        }
    }

    private static string Named(string? method, Func<string, Exception> refuse) => string.IsNullOrWhiteSpace(method)
        ? throw refuse("SupportedMethods has an entry without a name. Remove it, or write a method such as GET.")
        : method.Trim().ToUpperInvariant();

    private static void Take(ActivityContext context, JsonNode? stimulus)
    {
        var request = stimulus as JsonObject ?? [];
        if (request.TextMember("requestId") is { } id)
        {
            HeldRequest.Hold(context.Run, id);
        }

        context.SetOutput("RouteData", request["routeData"]);
        context.SetOutput("QueryStringData", request["query"]);
        context.SetOutput("Headers", request["headers"]);
        if (request.TextMember("violation") is { } violation)
        {
            context.Complete(violation);
            return;
        }

        context.SetOutput("ParsedContent", request["content"]);
        if (request["files"] is JsonArray files)
        {
            context.SetOutput("Files", files);
            context.SetOutput("File", files.Count > 0 ? files[0] : null);
        }

        context.Complete();
    }
}
