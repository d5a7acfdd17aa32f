using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Delivery.Workflows.Values;

namespace Delivery.Workflows;

/// <summary>The key under which stimuli and bookmarks meet.</summary>
public static class StimulusHash
{
    /// <summary>
    /// Upper-case hexadecimal SHA-256 of <c>name|payload</c>; members in ordinal order, null members left out, an absent or empty payload left out with its bar.
    /// </summary>
    public static string Compute(string name, JsonObject? payload = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var text = new StringBuilder(name);
        var first = true;
        foreach (var (key, value) in (payload ?? []).Where(member => member.Value is not null).OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            text.Append(first ? "|{" : ",").Append(JsonValues.Json(JsonValue.Create(key))).Append(':').Append(JsonValues.Json(value));
            first = false;
        }

        if (!first)
        {
            text.Append('}');
        }

        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
