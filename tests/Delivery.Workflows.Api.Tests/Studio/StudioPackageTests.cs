using Delivery.Workflows.Api.Studio;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Delivery.Workflows.Api.Tests.Studio;

public sealed class StudioPackageTests
{
    [Fact]
    public void Find_RelativeDirectory_IsServed()
    {
        var restored = StudioPackage.Find(new ConfigurationBuilder().Build())!;
        var folder = Path.GetFullPath(Path.Combine(restored.Directory, "..", "..", ".."));
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, folder);
        Path.IsPathRooted(relative).ShouldBeFalse();
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { [StudioPackage.Setting] = relative })
            .Build();

        var sender = new PackageFileSender(StudioPackage.Find(configuration)!);

        sender.Find(new DefaultHttpContext(), "_framework/blazor.webassembly.js").ShouldNotBeNull();
        sender.Find(new DefaultHttpContext(), "../../.package-lock.json").ShouldBeNull();
    }
}
