using System.Text.Json.Nodes;

namespace Delivery.Workflows.Api.Definitions;

/// <summary>The Studio drops members of inputs and connections that it does not know, and says of others that they are empty.</summary>
internal static class UnknownMembers
{
    /// <summary>Gives back what it dropped, and takes away what it only said. A known member that is absent was emptied.</summary>
    public static void Keep(JsonObject stored, JsonObject sent, params ReadOnlySpan<string> known)
    {
        foreach (var (name, value) in stored)
        {
            if (!sent.ContainsKey(name) && !known.Contains(name))
            {
                sent[name] = value?.DeepClone();
            }
        }

        string[] said = [.. sent.Where(member => IsEmpty(member.Value) && !stored.ContainsKey(member.Key)).Select(member => member.Key)];
        foreach (var name in said)
        {
            sent.Remove(name);
        }
    }

    private static bool IsEmpty(JsonNode? value) => value is null or JsonArray { Count: 0 };
}
