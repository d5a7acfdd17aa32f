using System.Globalization;
using System.Text.Json.Nodes;
using Delivery.Workflows.Expressions;
using Delivery.Workflows.Graph;

namespace Delivery.Workflows.Activities;

/// <summary>Sends an HTTP request and leaves by what comes of it.</summary>
internal sealed class FlowSendHttpRequestActivity : Activity
{
    private const string ExpectedStatusCodes = "ExpectedStatusCodes";

    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.FlowSendHttpRequest",
        DisplayName = "HTTP Request (flow)",
        Category = HttpInputs.Category,
        Description = "Sends an HTTP request.",
        Kind = ActivityKind.Task,
        CustomProperties = HttpCall.Resilience,
        Inputs =
        [
            Describe.Input(ExpectedStatusCodes, "List<Int32>", "The statuses that have an outcome of their own.", "multitext", new JsonArray(200)) with
            {
                Order = 5.1f,
            },
            .. HttpCall.Inputs,
        ],
        Outputs = HttpCall.Outputs,
    };

    public override bool EvaluatesInputsOnResume => false;

    public override void Execute(ActivityContext context) => HttpCall.Send(context);

    public override void Resume(ActivityContext context, BookmarkResumption resumption)
    {
        if (HttpCall.Take(context, resumption, out var timedOut) is not { } status)
        {
            context.Complete(timedOut ? "Timeout" : "Failed to connect");
            return;
        }

        var expected = context.Input<int[]>(ExpectedStatusCodes) ?? [];
        context.Complete(
            expected.Length == 0 ? ["Done"]
            : expected.Contains(status) ? [status.ToString(CultureInfo.InvariantCulture), "Done"]
            : ["Unmatched status code", "Done"]);
    }

    internal override object? Compile(Node node, ExpressionCompiler expressions) => HttpCall.Compile(node, expressions);
}
