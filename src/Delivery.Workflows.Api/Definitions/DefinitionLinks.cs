using Delivery.Workflows.Api.Http;

namespace Delivery.Workflows.Api.Definitions;

/// <summary>What the caller can do with definitions. A caller who may only look gets no link that changes something.</summary>
internal static class DefinitionLinks
{
    public static IReadOnlyList<ElsaLink> OfList(bool mayEdit) =>
    [
        new("/workflow-definitions", "self", "GET"),
        new("/workflow-definitions/validation/is-name-unique", "is-name-unique", "GET"),
        new("/workflow-definitions/query/count", "count", "GET"),
        new("/workflow-definitions/many-by-id", "many-by-id", "GET"),
        .. mayEdit ? Editing : [],
    ];

    public static IReadOnlyList<ElsaLink> Of(string definitionId, bool mayEdit)
    {
        var path = $"/workflow-definitions/{definitionId}";
        IEnumerable<ElsaLink> changes = mayEdit
            ?
            [
                new(path + "/publish", "publish", "POST"),
                new(path + "/retract", "retract", "POST"),
                new(path, "delete", "DELETE"),
                new(path + "/import", "import", "PUT"),
                new(path + "/update-references", "update-references", "POST"),
            ]
            : [];
        return
        [
            new(path, "self", "GET"),
            new($"/workflow-definitions/by-definition-id/{definitionId}", "self", "GET"),
            new(path + "/versions", "versions", "GET"),
            new(path + "/export", "export", "POST"),
            .. changes,
        ];
    }

    private static IEnumerable<ElsaLink> Editing =>
    [
        new("/bulk-actions/delete/workflow-definitions/by-definition-id", "bulk-delete-by-definition-id", "POST"),
        new("/bulk-actions/delete/workflow-definitions/by-id", "bulk-delete-by-id", "POST"),
        new("/bulk-actions/publish/workflow-definitions/by-definition-ids", "bulk-publish", "POST"),
        new("/bulk-actions/retract/workflow-definitions/by-definition-ids", "bulk-retract", "POST"),
        new("/workflow-definitions/import", "import", "POST"),
        new("/workflow-definitions/import-files", "import-files", "POST"),
        new("/workflow-definitions", "create", "POST"),
    ];
}
