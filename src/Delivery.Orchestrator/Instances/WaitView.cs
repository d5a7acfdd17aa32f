using System.Text.Json.Nodes;
using Delivery.Workflows;

namespace Delivery.Orchestrator.Instances;

/// <summary>What an instance waits for.</summary>
/// <param name="ActivityId">Where in the diagram.</param>
/// <param name="Name">The message, or the timer.</param>
/// <param name="With">The values that the message must have.</param>
/// <param name="Since">When it began to wait.</param>
/// <param name="Until">When a timer is due.</param>
internal sealed record WaitView(string ActivityId, string Name, JsonObject? With, DateTimeOffset Since, DateTimeOffset? Until)
{
    public static WaitView Of(Bookmark bookmark) =>
        new(bookmark.ActivityId, bookmark.Name, bookmark.Payload, bookmark.CreatedAt, bookmark.DueAt);
}
