"""Spanish and Portuguese postings, invented, with what a careful reader finds."""

from typing import Any

# fmt: off
PASTED: list[tuple[str, dict[str, Any]]] = [
    ("""\
Administrativo/a contable
Gestoría Olmedo
Valencia, Valencia/València (España)
Presencial
Publicada hace 2 días
Salario: 20.000€ - 24.000€ Bruto/año
Experiencia mínima: al menos 2 años
Tipo de oferta: indefinido, jornada completa
Requisitos
Estudios mínimos
Ciclo Formativo Grado Superior
Conocimientos necesarios
Contabilidad, Excel, SAP
""",
        {"title": "Administrativo/a contable", "company": "Gestoría Olmedo", "location": "Valencia",
         "mode": "onsite", "type": "full_time", "pay": (20000, 24000, "EUR", "year"), "years": 2}),
    ("""\
Analista de Marketing Pleno
Empresa: Flor do Cerrado
Localização: São Paulo - SP
Modelo: Híbrido
Regime: CLT
Salário: R$ 8.000
Requisitos e qualificações
- 3 anos de experiência com Google Ads
- Inglês avançado
""",
        {"title": "Analista de Marketing Pleno", "company": "Flor do Cerrado", "location": "São Paulo",
         "mode": "hybrid", "type": None, "pay": (8000, 8000, "BRL", "month"), "years": 3}),
    ("""\
Enfermeira(o) - Turno da noite
Clínica Boa Vista | Porto, Portugal | Presencial | Tempo inteiro
Remuneração: 1.400€ a 1.600€ por mês
Requisitos: licenciatura em Enfermagem, experiência mínima de 2 anos
Candidaturas até 31/03/2027
""",
        {"company": "Clínica Boa Vista", "location": "Porto", "mode": "onsite", "type": "full_time",
         "pay": (1400, 1600, "EUR", "month"), "years": 2, "deadline": "2027-03-31"}),
    ("""\
Electricista industrial
Empresa del sector alimentario busca electricista para su planta de Zaragoza. Contrato indefinido, jornada \
completa, turno rotativo. Salario 24.000 – 28.000 € brutos anuales según valía. Se requieren 3 años de \
experiencia en mantenimiento industrial y manejo de PLC Siemens.
""",
        {"title": "Electricista industrial", "location": "Zaragoza", "type": "full_time",
         "pay": (24000, 28000, "EUR", "year"), "years": 3}),
    ("""\
Jefe de cocina
Hotel Mirador del Sur ****
Ubicación: Málaga
Jornada: Completa
Contrato: Temporal (6 meses)
Salario: 2.300 € netos al mes
Mínimo 5 años de experiencia en puesto similar
""",
        {"title": "Jefe de cocina", "company": "Hotel Mirador del Sur", "location": "Málaga",
         "type": "full_time", "pay": (2300, 2300, "EUR", "month"), "years": 5}),
    ("""\
Pessoa Desenvolvedora Back-end Sênior
Caju Verde Tecnologia
Vaga 100% remota | Efetivo
Descrição da vaga
Buscamos uma pessoa desenvolvedora para o time de pagamentos.
Requisitos
- Experiência de pelo menos 5 anos com Java e Spring
- AWS
Benefícios: vale-refeição de R$ 40/dia
""",
        {"title": "Pessoa Desenvolvedora Back-end Sênior", "company": "Caju Verde Tecnologia",
         "mode": "remote", "pay": None, "years": 5}),
    ("""\
Vendedor/a de tienda - Bilbao
Zapatos Arrieta
Contrato indefinido · Media jornada (20 h/semana)
Salario según convenio
Se valorará experiencia de 1 año
""",
        {"title": "Vendedor/a de tienda", "company": "Zapatos Arrieta", "location": "Bilbao",
         "type": "part_time", "pay": None}),
    ("""\
Técnico de laboratorio
Empresa: Laboratorios Quintana, S.L.
Localidad: Getafe (Madrid)
Salario: 22.000-25.000 € B/A
Modalidad: presencial
Fecha límite: 15 de abril de 2027
Experiencia: entre 1 y 3 años
""",
        {"title": "Técnico de laboratorio", "company": "Laboratorios Quintana", "location": "Getafe",
         "mode": "onsite", "pay": (22000, 25000, "EUR", "year"), "years": 1, "deadline": "2027-04-15"}),
    ("""\
Gestor de Projetos (m/f) – Braga
Metalo Norte, S.A.
Contrato sem termo, tempo inteiro
Vencimento: 28.000€ - 32.000€/ano
Perfil: licenciatura, experiência superior a 3 anos, inglês fluente
""",
        {"title": "Gestor de Projetos", "company": "Metalo Norte", "location": "Braga", "type": "full_time",
         "pay": (28000, 32000, "EUR", "year"), "years": 3}),
    ("""\
Se busca: Programador/a PHP (remoto)
Somos Nubeclara, una startup de Sevilla
Ofrecemos 30.000-38.000€ según experiencia, contrato indefinido
Pedimos 2+ años con Laravel y MySQL
""",
        {"title": "Programador/a PHP", "company": "Nubeclara", "mode": "remote",
         "pay": (30000, 38000, "EUR", "year"), "years": 2}),
    ("""\
Motorista Categoria E
Transportadora Boi Bravo LTDA
Uberlândia, MG
R$ 3.200,00 (Bruto mensal)
Tipo de contrato: CLT (Efetivo)
Jornada: Período Integral
Experiência: de 1 a 2 anos
""",
        {"title": "Motorista Categoria E", "company": "Transportadora Boi Bravo LTDA",
         "location": "Uberlândia, MG", "type": "full_time", "pay": (3200, 3200, "BRL", "month"), "years": 1}),
]
# fmt: on
