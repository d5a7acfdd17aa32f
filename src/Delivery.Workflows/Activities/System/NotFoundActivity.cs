using System.Text.Json;
using System.Text.Json.Nodes;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Activities;

/// <summary>Stands for an activity type that this engine does not have. It loads, is shown and saved; only running it is an error.</summary>
internal sealed class NotFoundActivity(string typeName, int? version) : Activity
{
    public const string Type = "Elsa.NotFoundActivity";

    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = Type,
        DisplayName = $"Not found: {typeName}",
        Category = Describe.System,
        Description = "An activity whose type is not installed.",
        IsBrowsable = false,
    };

    public override void Execute(ActivityContext context) => throw new ActivityNotFoundException(typeName, version);

    /// <summary>Elsa saves an unknown activity as this type with the original inside: once the type is known again, the original counts.</summary>
    public static JsonObject? Original(JsonObject json)
    {
        if (json.TextMember("type") != Type || json.TextMember("originalActivityJson") is not { } original)
        {
            return null;
        }

        try
        {
            return JsonValues.Parse(original) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
