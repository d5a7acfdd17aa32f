using System.Text.Json.Nodes;
using Delivery.Workflows.Api.Definitions;
using Delivery.Workflows.Runtime.Definitions;

namespace Delivery.Workflows.Api.Tests.Api;

public sealed class MarkTests
{
    [Theory]
    [InlineData("auth0|5f00", "v1")]
    [InlineData("a|b|c", "v|1")]
    [InlineData("analyst-1", "v1")]
    public void LastEditor_WithSeparatorsInItsParts_IsReadAsItWasPut(string who, string versionId)
    {
        var document = new JsonObject { ["definitionId"] = "d", ["id"] = versionId };
        new LastEditor(who, "session", versionId).Put(document);

        LastEditor.Of(Version(versionId, document)).ShouldBe(new LastEditor(who, "session", versionId));
        LastEditor.Of(Version("other", document)).ShouldBeNull();
    }

    [Theory]
    [InlineData("v1")]
    [InlineData("auth0|v|1")]
    public void EditingMark_WithSeparatorsInTheVersion_IsReadAsItWasPut(string versionId)
    {
        var document = new JsonObject();
        var mark = new EditingMark(versionId, 7, "session");
        mark.Put(document);

        EditingMark.Take(document).ShouldBe(mark);
    }

    private static DefinitionVersion Version(string id, JsonObject document) => new()
    {
        Id = id,
        DefinitionId = "d",
        Version = 1,
        IsLatest = true,
        IsPublished = false,
        Source = document.ToJsonString(),
        CreatedAt = DateTimeOffset.UnixEpoch,
        UpdatedAt = DateTimeOffset.UnixEpoch,
    };
}
