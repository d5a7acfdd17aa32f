using System.Globalization;

namespace Delivery.Workflows.Execution;

/// <summary>All ids are the instance's id and a counter that its state keeps: the same run makes the same ids (R9).</summary>
internal static class InstanceIds
{
    public static string Activity(string instanceId, int number) => string.Create(CultureInfo.InvariantCulture, $"{instanceId}-{number}");

    public static string Bookmark(string instanceId, int number) => string.Create(CultureInfo.InvariantCulture, $"{instanceId}-b{number}");

    public static string Journal(string instanceId, long sequence) => string.Create(CultureInfo.InvariantCulture, $"{instanceId}-j{sequence}");
}
