using System.Text.Json.Nodes;

namespace Delivery.Workflows.Activities;

/// <summary>What a Break leaves with the containers that it concerns: they complete when their child next completes.</summary>
internal static class Breaking
{
    private const string Property = "IsBreaking";

    public static bool IsSet(ActivityContext context) => context.Execution.Properties?.ContainsKey(Property) == true;

    /// <param name="context">The container.</param>
    /// <param name="stops">Whether containers further out are not concerned; returned as is.</param>
    public static bool Note(ActivityContext context, bool stops)
    {
        context.Properties[Property] = JsonValue.Create(true);
        return stops;
    }
}
