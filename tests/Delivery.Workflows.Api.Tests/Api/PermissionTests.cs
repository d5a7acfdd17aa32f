using System.Net;
using Delivery.Workflows.Api.Tests.Support;

namespace Delivery.Workflows.Api.Tests.Api;

public sealed class PermissionTests(ApiHost host) : IClassFixture<ApiHost>
{
    private static readonly string[] Calls =
    [
        "/features/installed", "/descriptors/activities", "/workflow-definitions", "/workflow-definitions/by-definition-id/order-lifecycle",
        "/workflow-instances", "/activity-executions/list?workflowInstanceId=x",
    ];

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("customer", HttpStatusCode.Forbidden)]
    [InlineData("owner", HttpStatusCode.Forbidden)]
    [InlineData("rider", HttpStatusCode.Forbidden)]
    [InlineData("viewer", HttpStatusCode.OK)]
    [InlineData("analyst", HttpStatusCode.OK)]
    [InlineData("operator", HttpStatusCode.OK)]
    public async Task Looking_ByRole_IsAllowedOrNot(string? role, HttpStatusCode expected)
    {
        foreach (var call in Calls)
        {
            using var response = await host.SendAsync("GET", "/elsa/api" + call, role: role);
            response.StatusCode.ShouldBe(expected, call);
        }
    }

    [Theory]
    [InlineData("viewer")]
    [InlineData("operator")]
    public async Task Links_ForWhoMayOnlyLook_MakeTheStudioReadOnly(string role)
    {
        var list = await host.GetJsonAsync("/workflow-definitions?versionOptions=Latest", role);
        var definition = await host.GetJsonAsync("/workflow-definitions/by-definition-id/order-lifecycle", role);

        Rels(list).ShouldNotContain("bulk-publish");
        Rels(list["items"]![0]!).ShouldNotContain("publish");
        Rels(definition).ShouldNotContain("publish");
        Rels(definition).ShouldContain("self");
    }

    private static IEnumerable<string> Rels(System.Text.Json.Nodes.JsonNode owner) =>
        owner["links"]!.AsArray().Select(link => link!["rel"]!.GetValue<string>());
}
