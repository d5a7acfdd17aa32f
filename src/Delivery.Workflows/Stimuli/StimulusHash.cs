using System.Text.Json.Nodes;

namespace Delivery.Workflows;

/// <summary>The key under which stimuli and bookmarks meet.</summary>
public static class StimulusHash
{
    /// <summary>
    /// Upper-case hexadecimal SHA-256 of <c>name|payload</c>; members in ordinal order, null members left out, an absent or empty payload left out with its bar.
    /// </summary>
    public static string Compute(string name, JsonObject? payload = null) => throw new NotImplementedException();
}
