using System.Text.Json.Nodes;
using Delivery.Workflows.Expressions;
using Delivery.Workflows.Graph;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Activities;

/// <summary>Sends an HTTP request and runs the activity that belongs to what comes of it.</summary>
internal sealed class SendHttpRequestActivity : Activity
{
    private const string Unmatched = "UnmatchedStatusCode";
    private const string FailedToConnect = "FailedToConnect";
    private const string Timeout = "Timeout";

    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.SendHttpRequest",
        DisplayName = "HTTP Request",
        Category = HttpInputs.Category,
        Description = "Sends an HTTP request.",
        Kind = ActivityKind.Task,
        CustomProperties = HttpCall.Resilience,
        Inputs =
        [
            // Not evaluated: the cases hold whole activities, which no state and no record should repeat.
            Describe.Input("ExpectedStatusCodes", "Object", "What to run by the answer's status.", "http-status-codes") with
            {
                IsWrapped = false,
                AutoEvaluate = false,
            },
            .. HttpCall.Inputs,
        ],
        Outputs = HttpCall.Outputs,
        Ports = [Describe.Child(Unmatched), Describe.Child(FailedToConnect), Describe.Child(Timeout)],
    };

    public override bool EvaluatesInputsOnResume => false;

    public override void Execute(ActivityContext context) => HttpCall.Send(context);

    public override void Resume(ActivityContext context, BookmarkResumption resumption)
    {
        var status = HttpCall.Take(context, resumption, out var timedOut);
        if (Next(context.Node, status, timedOut) is { } next)
        {
            context.Schedule(next);
        }
        else
        {
            context.Complete();
        }
    }

    internal override IEnumerable<JsonObject?> Parts(JsonObject json) => Cases(json).Select(item => item.Member("activity") as JsonObject);

    internal override object? Compile(Node node, ExpressionCompiler expressions) => HttpCall.Compile(node, expressions);

    private static Node? Next(Node node, int? status, bool timedOut)
    {
        if (status is not { } code)
        {
            return node.Ports.GetValueOrDefault(timedOut ? Timeout : FailedToConnect);
        }

        var place = Cases(node.Json).ToList().FindIndex(item => item.IntMember("statusCode") == code);
        return place < 0 ? node.Ports.GetValueOrDefault(Unmatched) : node.Parts[place];
    }

    private static IEnumerable<JsonObject> Cases(JsonObject json) => json.ObjectsMember("expectedStatusCodes");
}
