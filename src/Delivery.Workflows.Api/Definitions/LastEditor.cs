using System.Text.Json.Nodes;
using Delivery.Workflows.Runtime.Definitions;

namespace Delivery.Workflows.Api.Definitions;

/// <summary>Who saved a version last. It is stored with the version, and in no file.</summary>
/// <param name="Who">The caller's subject.</param>
/// <param name="Session">Which opening of the editor it was.</param>
/// <param name="VersionId">The version it was written for: a copy of that version has another id, and with it no last editor.</param>
internal sealed record LastEditor(string Who, string Session, string VersionId)
{
    public static LastEditor? Of(DefinitionVersion version) =>
        WorkflowDefinition.Parse(version.Source).CustomProperties[DefinitionBookkeeping.EditorProperty]?.ToString().Split('|') is [var session, var id, var who]
            && id == version.Id
            ? new LastEditor(who, session, id)
            : null;

    public void Put(JsonObject document)
    {
        if (document["customProperties"] is not JsonObject properties)
        {
            document["customProperties"] = properties = [];
        }

        properties[DefinitionBookkeeping.EditorProperty] = $"{Session}|{VersionId}|{Who}";
    }
}
