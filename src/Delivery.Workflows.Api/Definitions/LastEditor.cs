using System.Globalization;
using System.Text.Json.Nodes;
using Delivery.Workflows.Runtime.Definitions;

namespace Delivery.Workflows.Api.Definitions;

/// <summary>Who saved a version last. It is stored with the version, and in no file.</summary>
/// <param name="Who">The caller's subject.</param>
/// <param name="Session">Which opening of the editor it was.</param>
/// <param name="VersionId">The version it was written for: a copy of that version has another id, and with it no last editor.</param>
/// <param name="Number">Which change of the editor's page it was, counted from 1; 0 from whoever does not count.</param>
internal sealed record LastEditor(string Who, string Session, string VersionId, long Number = 0)
{
    public static LastEditor? Of(DefinitionVersion version)
    {
        // Identity providers give subjects that hold the separator, and imported ids may: only the session never does.
        var mark = WorkflowDefinition.Parse(version.Source).CustomProperties[DefinitionBookkeeping.EditorProperty]?.ToString();
        var id = version.Id + "|";
        return mark?.Split('|', 2) is [var session, var rest] && rest.StartsWith(id, StringComparison.Ordinal)
            ? Read(session, rest[id.Length..], version.Id)
            : null;
    }

    public void Put(JsonObject document) => DefinitionBookkeeping.PutEditor(document, Who, Session, VersionId, Number);

    private static LastEditor Read(string mark, string who, string versionId)
    {
        var dot = mark.LastIndexOf('.');
        return dot >= 0 && long.TryParse(mark.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new LastEditor(who, mark[..dot], versionId, number)
            : new LastEditor(who, mark, versionId);
    }
}
