using System.Globalization;
using System.Text.Json.Nodes;
using Delivery.Workflows.Api.Http;
using Delivery.Workflows.Runtime.Definitions;

namespace Delivery.Workflows.Api.Definitions;

/// <summary>
/// What an editor saw, carried by the definition itself: the Studio sends back every custom property, and nothing else that would tell.
/// </summary>
/// <param name="VersionId">The version that was the latest.</param>
/// <param name="Revision">Its revision.</param>
/// <param name="Session">Which opening of the editor it was.</param>
internal sealed record EditingMark(string VersionId, int Revision, string Session)
{
    /// <summary>The custom property.</summary>
    public const string Property = "Delivery.Editing";

    public DefinitionStamp Stamp => new(VersionId, Revision);

    /// <summary>Takes the mark out of what an editor sends; null when there is none, as in files.</summary>
    public static EditingMark? Take(JsonObject document)
    {
        if (document["customProperties"] is not JsonObject properties || !properties.Remove(Property, out var node) || node is null)
        {
            return null;
        }

        // The version id is the only part that others choose: it may hold the separator itself.
        return node.ToString().Split('|') is [.. { Length: > 0 } versionId, var revision, var session]
            && int.TryParse(revision, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new EditingMark(string.Join('|', versionId), number, session)
            : throw new ElsaRefusal($"The custom property '{Property}' belongs to the server. Send it back as it was, or open the workflow again.");
    }

    /// <summary>Puts the mark into a document for an editor.</summary>
    public void Put(JsonObject document)
    {
        if (document["customProperties"] is not JsonObject properties)
        {
            document["customProperties"] = properties = [];
        }

        properties[Property] = string.Create(CultureInfo.InvariantCulture, $"{VersionId}|{Revision}|{Session}");
    }
}
