using System.Globalization;
using System.Text.Json.Nodes;
using Delivery.Workflows.Tests.Support;
using Shouldly;
using static Delivery.Workflows.Tests.Support.Flow;

namespace Delivery.Workflows.Tests.Expressions;

public sealed class LiquidTests
{
    private static readonly JsonObject[] NoVariables = [];

    private static string Render(string template, JsonObject[]? variables = null, StartInstance? start = null) =>
        Instance.Start(Sequence("s", Activity("l", "Elsa.WriteLine", ("text", Liquid(template)))), variables ?? NoVariables, start).ShouldBeFinished().Lines.Single();

    [Theory]
    [InlineData("Order {{ Variables.Order.id }}: {{ Variables.Order.lines[1].name | upcase }}", "Order 7: TTEOK")]
    [InlineData("{% for l in Variables.Order.lines %}{{ l.name }}x{{ l.quantity }} {% endfor %}", "kimchix2 tteokx1 ")]
    [InlineData("{{ Input.customer }} {{ CorrelationId }} {{ WorkflowInstanceId }}", "kim c1 i1")]
    [InlineData("{{ WorkflowDefinitionId }} {{ WorkflowDefinitionVersion }} {{ WorkflowDefinitionVersionId }}", "main 1 version-1")]
    [InlineData("{% if Variables.Order.paid %}paid{% else %}open{% endif %}", "paid")]
    [InlineData("{{ '밥' | base64 }}", "67Cl")]
    [InlineData("{{ Variables.Order | keys | join: ',' }}", "id,paid,lines,price")]
    [InlineData("{{ Variables.Order.price }}", "1.5")]
    [InlineData("{{ Variables.Order.lines | json }}", """[{"name":"kimchi","quantity":2},{"name":"tteok","quantity":1}]""")]
    [InlineData("{{ 'now' | date: 'yyyy-MM-dd HH:mm' }}", "2026-03-01 09:00")]
    [InlineData("{% for x in Variables.None %}{{ x }}{% else %}none{% endfor %}", "none")]
    [InlineData("{{ 'a-b' | replace: '-', '+' | append: '!' | prepend: '?' }}", "?a+b!")]
    [InlineData("<b>{{ 'a & b' }}</b>", "<b>a & b</b>")]
    [InlineData("[{{ Variables.Nothing }}]", "[]")]
    public void Render_Template_GivesItsText(string template, string expected)
    {
        var order = Variable("Order", "JsonObject", """{"id":7,"paid":true,"lines":[{"name":"kimchi","quantity":2},{"name":"tteok","quantity":1}],"price":1.5}""");
        var start = new StartInstance { InstanceId = "i1", CorrelationId = "c1", Input = new JsonObject { ["customer"] = "kim" } };

        Render(template, [order], start).ShouldBe(expected);
    }

    [Fact]
    public void Render_Blank_IsNull()
    {
        var activity = Activity("v", "Elsa.SetVariable", ("variable", new JsonObject { ["id"] = "v-X" }), ("value", Liquid("  ")));

        Instance.Start(Sequence("s", activity, LineJs("l", "String(getX())")), [Variable("X", "String", "default")]).ShouldBeFinished().ShouldHaveSaid("null");
    }

    [Fact]
    public void Render_TemplateDoesNotParse_RendersTheReason() => Render("{% for %}").ShouldContain("for");

    [Fact]
    public void Render_UnknownFilter_Faults()
    {
        var instance = Instance.Start(Activity("l", "Elsa.WriteLine", ("text", Liquid("{{ 'a' | nonsense }}"))));

        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
    }

    [Fact]
    public void Render_CultureOfTheThread_DoesNotMatter()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = "," } };
            Render("{{ Variables.X }} {{ 3.5 | plus: 1 }}", [Variable("X", "Double", "2.5")]).ShouldBe("2.5 4.5");
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public async Task Render_OneTemplateOnManyThreads_KeepsThemApart()
    {
        var engine = Instance.Engine();
        var bundle = WorkflowBundle.Create(Definition(Activity("l", "Elsa.WriteLine", ("text", Liquid("{% assign x = CorrelationId %}{% for i in (1..50) %}{{ x }},{% endfor %}")))));

        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() =>
            ((WriteLine)engine.Start(bundle, new StartInstance { InstanceId = $"i{i}", CorrelationId = $"c{i}" }, DateTimeOffset.UnixEpoch).Effects.Single()).Text)));

        for (var i = 0; i < results.Length; i++)
        {
            results[i].ShouldBe(string.Concat(Enumerable.Repeat($"c{i},", 50)));
        }
    }
}
