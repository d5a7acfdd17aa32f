using System.Text.RegularExpressions;
using Delivery.Workflows.Api.Studio;
using Delivery.Workflows.Api.Tests.Support;

namespace Delivery.Workflows.Api.Tests.Studio;

/// <summary>The policy that is served, and what docs/studio.md says about it.</summary>
public sealed partial class StudioPolicyTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Policy_Served_IsTheOneInTheDocs()
    {
        using var response = await host.SendAsync("GET", "/studio/", role: null);

        Block().Match(Section()).Groups[1].Value.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .ShouldBe(response.Headers.GetValues("Content-Security-Policy").Single().Split("; ").Select(directive => directive + ";"));
    }

    [Fact]
    public void Policy_EachExceptionAndNothingElse_HasAReasonInTheDocs()
    {
        var exceptions =
            from directive in StudioPolicy.For(["https://issuer.example"]).Split("; ")
            let words = directive.Split(' ')
            from source in words[1..]
            where source != "'none'" && (source != "'self'" || words[0] == "base-uri")
            select $"{words[0]} {Digest().Replace(source, "'sha256-…'")}";

        var reasons = Row().Matches(Section()).Select(match => match.Groups[1].Value).ToList();

        reasons.Order().ShouldBe(exceptions.Distinct().Order());
    }

    private static string Section()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            var file = Path.Combine(directory.FullName, "docs", "studio.md");
            if (File.Exists(file))
            {
                return File.ReadAllText(file).Split("\n## ").Single(section => section.StartsWith("Content-security policy", StringComparison.Ordinal));
            }
        }

        throw new DirectoryNotFoundException("These tests run within the repository.");
    }

    [GeneratedRegex(@"\n\n((?:    .+\n)+)")]
    private static partial Regex Block();

    [GeneratedRegex(@"^\| `([^`]+)` \| .{10,} \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("'sha256-[^']+'")]
    private static partial Regex Digest();
}
