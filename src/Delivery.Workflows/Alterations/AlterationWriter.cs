using System.Text.Json.Nodes;

namespace Delivery.Workflows.Alterations;

/// <summary>Writes alterations as JSON, absent members left out.</summary>
internal static class AlterationWriter
{
    public static JsonObject Write(Alteration alteration)
    {
        var json = new JsonObject { ["type"] = alteration.Type };
        switch (alteration)
        {
            case MigrateInstance migrate:
                Add(json, "targetVersion", migrate.TargetVersion);
                break;
            case ModifyVariable modify:
                json["variableId"] = modify.VariableId;
                json["value"] = modify.Value?.DeepClone();
                Add(json, "activityInstanceId", modify.ActivityInstanceId);
                break;
            case ScheduleActivity schedule:
                Add(json, "activityId", schedule.ActivityId);
                Add(json, "activityInstanceId", schedule.ActivityInstanceId);
                break;
            case CancelActivity cancel:
                Add(json, "activityId", cancel.ActivityId);
                Add(json, "activityInstanceId", cancel.ActivityInstanceId);
                break;
            case ResolveUndo resolve:
                json["activityInstanceId"] = resolve.ActivityInstanceId;
                break;
            case CancelInstance cancel:
                Add(json, "reason", cancel.Reason);
                break;
            case RetryFaults { ActivityIds: { } ids }:
                json["activityIds"] = new JsonArray([.. ids.Select(id => (JsonNode?)id)]);
                break;
        }

        return json;
    }

    private static void Add(JsonObject json, string name, JsonNode? value)
    {
        if (value is not null)
        {
            json[name] = value;
        }
    }
}
