using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Activities;

/// <summary>Answers the HTTP request that waits for this instance.</summary>
internal sealed class WriteHttpResponseActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.WriteHttpResponse",
        DisplayName = "HTTP Response",
        Category = HttpInputs.Category,
        Description = "Answers the HTTP request that the workflow is at.",
        Inputs =
        [
            HttpInputs.Items(
                Describe.Input("StatusCode", "HttpStatusCode", "The status.", "dropdown", JsonValue.Create("OK")),
                [.. Enum.GetNames<HttpStatusCode>().Distinct()]),
            Describe.Input("Content", "Object", "The body."),
            HttpInputs.ContentType("The body's content type."),
            HttpInputs.Headers("ResponseHeaders", "Headers."),
        ],
    };

    public override void Execute(ActivityContext context)
    {
        var requestId = HeldRequest.Take(context.Run)
            ?? throw new WorkflowFaultException("No HTTP request waits for an answer of this instance: it was answered when the instance began to wait.");
        var reply = new HttpReply(requestId, Status(context.Peek("StatusCode"))) { Headers = HttpInputs.ReadHeaders(context.Peek("ResponseHeaders")) };
        if (context.Peek("Content") is { } content)
        {
            var type = context.Input<string>("ContentType") is { Length: > 0 } set ? set : JsonValues.IsText(content) ? "text/plain" : "application/json";
            reply = reply with { ContentType = type, Body = Storable(HttpInputs.Write(content, type)) };
        }

        context.AddEffect(reply);
        context.Complete();
    }

    /// <summary>A script's text may hold half characters and zeros, which no database takes.</summary>
    private static string Storable(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD');

    private static int Status(JsonNode? input)
    {
        var text = JsonValues.TextOrNull(input);
        if (string.IsNullOrWhiteSpace(text))
        {
            return (int)HttpStatusCode.OK;
        }

        return Enum.TryParse<HttpStatusCode>(text, ignoreCase: true, out var status) && (int)status is >= 200 and <= 599
            ? (int)status
            : throw new WorkflowFaultException($"'{text}' is no status of an answer. Choose one from 200 to 599.");
    }
}
