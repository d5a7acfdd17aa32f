using System.Text.Json.Nodes;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Alterations;

/// <summary>Reads alterations from JSON. An unknown member is refused: a misspelt one would do something else than was meant.</summary>
internal static class AlterationReader
{
    public static Alteration Read(JsonObject json)
    {
        var type = json.TextMember("type");
        switch (type?.ToUpperInvariant())
        {
            case "MIGRATE":
                Allow(json, "targetVersion");
                return new MigrateInstance(Number(json, "targetVersion"));
            case "MODIFYVARIABLE":
                Allow(json, "variableId", "value", "activityInstanceId");
                return new ModifyVariable(
                    json.TextMember("variableId") ?? throw Invalid("ModifyVariable needs a variableId."), JsonValues.Own(json.Member("value")))
                {
                    ActivityInstanceId = json.TextMember("activityInstanceId"),
                };
            case "SCHEDULEACTIVITY":
                Allow(json, "activityId", "activityInstanceId");
                return Targeted(new ScheduleActivity { ActivityId = json.TextMember("activityId"), ActivityInstanceId = json.TextMember("activityInstanceId") });
            case "CANCELACTIVITY":
                Allow(json, "activityId", "activityInstanceId");
                return Targeted(new CancelActivity { ActivityId = json.TextMember("activityId"), ActivityInstanceId = json.TextMember("activityInstanceId") });
            case "CANCEL":
                Allow(json, "reason");
                return new CancelInstance(json.TextMember("reason"));
            case "RETRY":
                Allow(json, "activityIds");
                return new RetryFaults { ActivityIds = Texts(json.Member("activityIds")) };
            case "RESOLVEUNDO":
                Allow(json, "activityInstanceId");
                return new ResolveUndo(json.TextMember("activityInstanceId") ?? throw Invalid("ResolveUndo needs an activityInstanceId."));
            default:
                throw Invalid($"There is no alteration '{type}'. Use Migrate, ModifyVariable, ScheduleActivity, CancelActivity, Cancel, Retry or ResolveUndo.");
        }
    }

    private static Alteration Targeted(Alteration alteration) => alteration is
        ScheduleActivity { ActivityId: null, ActivityInstanceId: null } or CancelActivity { ActivityId: null, ActivityInstanceId: null }
        ? throw Invalid($"{alteration.Type} needs an activityId or an activityInstanceId.")
        : alteration;

    private static void Allow(JsonObject json, params string[] members)
    {
        foreach (var (name, _) in json)
        {
            if (!string.Equals(name, "type", StringComparison.OrdinalIgnoreCase) && !members.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                throw Invalid($"{json.TextMember("type")} has no member '{name}'; it takes {string.Join(", ", members)}.");
            }
        }
    }

    private static int? Number(JsonObject json, string name) => json.Member(name) is null
        ? null
        : json.IntMember(name) ?? throw Invalid($"{name} is a number.");

    private static List<string>? Texts(JsonNode? node) => node switch
    {
        null => null,
        JsonArray items when items.All(JsonValues.IsText) => [.. items.Select(item => JsonValues.Text(item!))],
        _ => throw Invalid("activityIds is a list of ids."),
    };

    private static AlterationException Invalid(string message) => new(null, message);
}
