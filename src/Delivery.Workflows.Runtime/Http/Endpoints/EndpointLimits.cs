using System.Text.Json;
using System.Text.Json.Nodes;

namespace Delivery.Workflows.Runtime.Http.Endpoints;

/// <summary>What an endpoint asks of its requests, as its trigger or bookmark carries it.</summary>
internal sealed class EndpointLimits(JsonObject payload)
{
    public string Template => Text("Template") ?? Text("Path") ?? "";

    public bool Authorize => Flag("Authorize");

    public string? Policy => Text("Policy") is { Length: > 0 } policy ? policy : null;

    public TimeSpan? RequestTimeout =>
        TimeSpan.TryParse(Text("RequestTimeout"), System.Globalization.CultureInfo.InvariantCulture, out var time) && time > TimeSpan.Zero ? time : null;

    public long? RequestSizeLimit => Number("RequestSizeLimit");

    public long? FileSizeLimit => Number("FileSizeLimit");

    public IReadOnlyList<string> AllowedFileExtensions => Texts("AllowedFileExtensions");

    public IReadOnlyList<string> BlockedFileExtensions => Texts("BlockedFileExtensions");

    public IReadOnlyList<string> AllowedMimeTypes => Texts("AllowedMimeTypes");

    /// <summary>Whether the workflow has an outcome for the violation; otherwise the caller is told, and no instance hears of it.</summary>
    public bool Exposes(EndpointViolation violation) => Flag(violation.Setting);

    private string? Text(string name) => payload[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private bool Flag(string name) => payload[name]?.ToJsonString() is "true";

    private long? Number(string name) =>
        payload[name] is JsonValue value && long.TryParse(value.ToJsonString(), out var number) && number > 0 ? number : null;

    private List<string> Texts(string name) =>
        [.. (payload[name] as JsonArray ?? []).Select(item => item?.ToString().Trim() ?? "").Where(text => text.Length > 0)];
}
