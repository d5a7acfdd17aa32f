using Delivery.Workflows.Api.Scripting;
using Delivery.Workflows.Api.Tests.Support;

namespace Delivery.Workflows.Api.Tests.Api;

public sealed class ScriptTypesTests
{
    [Fact]
    public void Types_OfADefinition_DeclareItsVariables()
    {
        var text = ScriptTypes.Of(Samples.Waiting, new ActivityCatalog(), "Elsa.WriteLine", "Text");

        text.ShouldContain("declare function getGreeting(): string;");
        text.ShouldContain("declare function setOther(value: any): void;");
        text.ShouldContain("declare function getResultFromEvent1(): any;");
        text.ShouldNotContain("setOutcome");
    }

    [Fact]
    public void Types_OfAScript_DeclareOutcomes() =>
        ScriptTypes.Of(Samples.Waiting, new ActivityCatalog(), "Elsa.RunJavaScript", "Script").ShouldContain("declare function setOutcome(name: string): void;");
}
